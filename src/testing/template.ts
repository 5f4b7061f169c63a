import { IConstruct } from 'constructs';
import { listOf, ValidationError } from '../core/errors';
import { readFolder } from './folder';
import { Json, objectAt, textAt, textsAt } from './json';
import { differenceOf } from './match';
import { SynthesizedRelease } from './synthesized-release';
import { synthApp } from './workbench';

/** The local chart that carries custom resources. */
const LOCAL_CHART = '${path.module}/charts/custom-resources';

/** What a stack's synth wrote, ready to be asked about: Terraform resources, Helm releases, Kubernetes objects, `platform.json`. */
export class Template {
  /**
   * Synthesizes the whole app of a stack (as `app.synth()` does, validations
   * included) and reads the stack's part. Nothing is left on disk, and nothing
   * is written into the app's output folder.
   *
   * @param stack the stack, or anything in it
   * @throws if a validation fails
   */
  public static synth(stack: IConstruct): Template {
    return synthApp(stack, (folder, stackName) => Template.fromFolder(folder, stackName));
  }

  /**
   * Reads what an earlier synth wrote.
   *
   * @param folder the output folder, which holds `manifest.json`
   * @param stackName id of the stack
   * @throws if the folder holds no such stack
   */
  public static fromFolder(folder: string, stackName: string): Template {
    return new Template(readFolder(folder), stackName);
  }

  /** Every file of the output folder: path, with "/", and text. */
  public readonly files: { [path: string]: string };
  /** The Terraform JSON, parsed. */
  public readonly terraform: { [key: string]: unknown };
  /** `platform.json`, parsed; empty where the stack has nothing of this library. */
  public readonly platform: { [key: string]: unknown };
  /** The Helm releases, by address; custom resources come as some, too. */
  public readonly releases: SynthesizedRelease[];
  /** Every object of the custom-resource releases, as Kubernetes gets it; those without a namespace have their release's. */
  public readonly objects: { [key: string]: unknown }[];

  private constructor(files: { [path: string]: string }, stackName: string) {
    this.files = files;
    const folder = `stacks/${stackName}`;
    const stacks = [...new Set(Object.keys(files).filter((path) => path.startsWith('stacks/')).map((path) => path.split('/')[1]))];
    if (!stacks.includes(stackName)) {
      throw new ValidationError(`Template: the folder holds no stack "${stackName}". It holds ${listOf(stacks) || 'none'}.`);
    }
    this.terraform = JSON.parse(files[`${folder}/cdk.tf.json`]) as Json;
    this.platform = JSON.parse(files[`${folder}/platform.json`] ?? '{}') as Json;
    this.releases = Object.entries(this.resources('helm_release')).map(([name, attributes]) => SynthesizedRelease._read(name, attributes as Json));
    this.objects = this.releases.filter(({ chart }) => chart === LOCAL_CHART).flatMap(objectsOf);
  }

  /** Terraform types of the resources, sorted, each once. */
  public get resourceTypes(): string[] {
    return Object.keys(objectAt(this.terraform, 'resource')).sort();
  }

  /** Terraform addresses of all resources, sorted. */
  public get addresses(): string[] {
    return this.resourceTypes.flatMap((type) => Object.keys(this.resources(type)).map((name) => `${type}.${name}`)).sort();
  }

  /**
   * The resources of a Terraform type, by their Terraform name.
   *
   * @param type such as `kubernetes_namespace_v1`
   */
  public resources(type: string): { [name: string]: unknown } {
    return objectAt(objectAt(this.terraform, 'resource'), type);
  }

  /**
   * One resource.
   *
   * @param address such as `kubernetes_namespace_v1.platform_workspace_namespace`
   * @throws if there is none, naming those of its type
   */
  public resource(address: string): { [key: string]: unknown } {
    const [type, name] = address.split('.', 2);
    const found = this.resources(type)[name];
    if (found === undefined) {
      throw missing(`no resource ${address}`, Object.keys(this.resources(type)).map((other) => `${type}.${other}`));
    }
    return found as Json;
  }

  /**
   * The resource of a Terraform type that has the given name on the cluster.
   *
   * @param type such as `kubernetes_deployment_v1`
   * @param name `metadata.name`
   * @throws if there is none, or there are several
   */
  public named(type: string, name: string): { [key: string]: unknown } {
    const all = Object.values(this.resources(type)) as Json[];
    const found = all.filter((resource) => textAt(resource, 'metadata', 'name') === name);
    if (found.length !== 1) {
      throw missing(`${found.length === 0 ? 'no resource' : `not one resource, but ${found.length},`} of type ${type} named "${name}"`, all.map((resource) => textAt(resource, 'metadata', 'name')));
    }
    return found[0];
  }

  /**
   * The resources of a Terraform type that have all of the given attributes,
   * in the order of their Terraform names.
   *
   * @param type such as `kubernetes_deployment_v1`
   * @param attributes as the Terraform JSON spells them; lists must be equal, maps may have more
   */
  public findResources(type: string, attributes: { [key: string]: unknown } = {}): { [key: string]: unknown }[] {
    const all = Object.entries(this.resources(type)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, resource]) => resource as Json);
    return all.filter((resource) => differenceOf(resource, attributes) === undefined);
  }

  /**
   * Demands a resource of a Terraform type that has all of the given attributes.
   *
   * @param type such as `kubernetes_deployment_v1`
   * @param attributes as the Terraform JSON spells them; lists must be equal, maps may have more
   * @throws if there is none, telling in what each differs
   */
  public assertResource(type: string, attributes: { [key: string]: unknown } = {}): void {
    demandOne(`resource ${type}`, this.resources(type), attributes);
  }

  /**
   * Demands a number of resources of a Terraform type.
   *
   * @throws if there are more or less, naming them
   */
  public assertResourceCount(type: string, count: number): void {
    const names = Object.keys(this.resources(type)).sort();
    if (names.length !== count) {
      throw new ValidationError(`Template: there are ${names.length} resources of the type ${type}, and not ${count}: ${listOf(names) || 'none'}.`);
    }
  }

  /**
   * Demands an object of a kind, among those that come as custom resources,
   * that has all of the given properties.
   *
   * @param kind such as `Cluster`
   * @param properties as Kubernetes spells them; lists must be equal, maps may have more
   * @throws if there is none, telling in what each differs
   */
  public assertObject(kind: string, properties: { [key: string]: unknown } = {}): void {
    demandOne(`object ${kind}`, Object.fromEntries(this.objectsOfKind(kind).map((object) => [textAt(object, 'metadata', 'name'), object])), properties);
  }

  /**
   * Demands that the values of a Helm release have all of the given ones.
   *
   * @param name of the release
   * @param values lists must be equal, maps may have more
   * @throws if there is no such release, or its values differ, telling in what
   */
  public assertValues(name: string, values: { [key: string]: unknown }): void {
    const difference = differenceOf(this.release(name).values, values);
    if (difference !== undefined) {
      throw new ValidationError(`Template: the values of the release "${name}" are others: ${difference}.`);
    }
  }

  /**
   * A Helm release.
   *
   * @param name of the release
   * @throws if there is none
   */
  public release(name: string): SynthesizedRelease {
    const found = this.releases.find((release) => release.releaseName === name);
    if (found === undefined) {
      throw missing(`no Helm release "${name}"`, this.releases.map((release) => release.releaseName));
    }
    return found;
  }

  /** The releases of charts of others: all but those that carry custom resources. */
  public get charts(): SynthesizedRelease[] {
    return this.releases.filter(({ chart }) => chart !== LOCAL_CHART);
  }

  /**
   * The objects of a kind that come as custom resources.
   *
   * @param kind such as `Cluster`
   */
  public objectsOfKind(kind: string): { [key: string]: unknown }[] {
    return this.objects.filter((object) => object.kind === kind);
  }

  /**
   * One object that comes as a custom resource.
   *
   * @param kind such as `Cluster`
   * @param name of the object
   * @throws if there is none, or there are several, such as one in each of two namespaces
   */
  public object(kind: string, name: string): { [key: string]: unknown } {
    const found = this.objectsOfKind(kind).filter((object) => textAt(object, 'metadata', 'name') === name);
    if (found.length !== 1) {
      throw missing(`${found.length === 0 ? 'no object' : `not one object, but ${found.length},`} ${kind}/${name}`, this.objects.map((object) => `${textAt(object, 'kind')}/${textAt(object, 'metadata', 'name')}`));
    }
    return found[0];
  }

  /** The network policies, as Terraform writes them: `metadata` and `spec`. */
  public get networkPolicies(): { [key: string]: unknown }[] {
    return Object.values(this.resources('kubernetes_network_policy_v1')) as Json[];
  }

  /**
   * The network policy of a component.
   *
   * @param name of the policy: the component's
   * @throws if there is none, or there are several
   */
  public networkPolicy(name: string): { [key: string]: unknown } {
    return this.named('kubernetes_network_policy_v1', name);
  }

  /**
   * Addresses that a resource waits for, those it waits for through others included.
   *
   * @param address of the resource
   */
  public waitsFor(address: string): string[] {
    const seen = new Set<string>();
    const visit = (from: string): void => {
      for (const next of textsAt(this.resource(from), 'depends_on')) {
        if (!seen.has(next)) {
          seen.add(next);
          visit(next);
        }
      }
    };
    visit(address);
    return [...seen].sort();
  }
}

function objectsOf(release: SynthesizedRelease): Json[] {
  return (release.values.objects as Json[]).map((object) => {
    const metadata = objectAt(object, 'metadata');
    return { ...object, metadata: { ...metadata, namespace: metadata.namespace ?? release.namespaceName } };
  });
}

function demandOne(what: string, all: { [name: string]: unknown }, expected: { [key: string]: unknown }): void {
  const differences = Object.entries(all).map(([name, item]) => ({ name, difference: differenceOf(item, expected) }));
  if (differences.some(({ difference }) => difference === undefined)) {
    return;
  }
  const told = differences.map(({ name, difference = '' }) => `${name}: ${difference}`).sort();
  throw new ValidationError(`Template: no ${what} is as demanded. ${told.length === 0 ? 'There is none of the kind' : told.join('; ')}.`);
}

function missing(what: string, known: readonly string[]): ValidationError {
  return new ValidationError(`Template: there is ${what}. There is ${listOf([...new Set(known)]) || 'nothing of the kind'}.`);
}
