import { KubernetesObject } from '../kubernetes/kubernetes-object';

/** A custom resource definition, as far as it is read here. */
export interface Definition extends KubernetesObject {
  readonly spec: {
    readonly group: string;
    readonly versions: readonly { readonly name: string; readonly served: boolean; readonly storage: boolean }[];
  };
  readonly status?: { readonly storedVersions?: readonly string[] };
}

/** Whether an object is a custom resource definition. */
export function isDefinition(object: KubernetesObject | undefined): object is Definition {
  return object?.kind === 'CustomResourceDefinition' && Array.isArray((object as Partial<Definition>).spec?.versions);
}

/** Annotations in which vendors say which release a definition is of. */
const BUNDLES = ['gateway.networking.k8s.io/bundle-version', 'controller-gen.kubebuilder.io/version'];

/** Which release a definition is of, where its vendor says so; and the versions that it serves. */
export function editionOf({ metadata, spec }: Definition): string {
  const bundle = BUNDLES.map((name) => metadata.annotations?.[name]).find((value) => value !== undefined);
  const served = spec.versions.filter((version) => version.served).map(({ name }) => name).join(', ');
  return bundle === undefined ? served : `${bundle} (${served})`;
}
