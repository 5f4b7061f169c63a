import { Construct } from 'constructs';
import { containerResources } from './container-resources';
import { Resource } from './engine/resource';
import { RESOURCE_TYPES } from './engine/resource-types';
import { ResourceRequests } from './manifest';
import { digest, shorten } from './naming';
import { Platform } from './platform';
import { componentLabels, selectorLabels } from './labels';
import { restrictedContainer, restrictedPod } from './restricted-pod';
import { SecretReference } from './secret-reference';
import { stableJson } from './stable-json';
import { StackModel } from './stack-model';
import { Workload } from './workload';

/** Folder that the program's files are in. */
const FILES = '/program';

/** Folder that its secrets are in. */
const SECRETS = '/secrets';

/** Longest run, in minutes, retries included. */
const PATIENCE = 20;

/** A secret that a program reads from a file. */
export interface ProgramSecret {
  /** Path of the file, below the folder of secrets. */
  readonly path: string;
  /** Where the value is, in the program's namespace. */
  readonly secret: SecretReference;
}

/** What a program works on; read when everything is declared. */
export interface IProgramInput {
  /** Files beside the program, by name. */
  readonly files: { [key: string]: string };
  /** Secrets. */
  readonly secrets: ProgramSecret[];
  /** Terraform addresses to wait for. */
  readonly after: string[];
}

/** Props of `Program`. */
export interface ProgramProps {
  /** Name of its pods and, with a digest behind it, of its Job. */
  readonly name: string;
  /** Namespace it runs in. */
  readonly namespaceName: string;
  /** Image, as its authors publish it. */
  readonly image: string;
  /** User that it runs as. @default 65532 */
  readonly user?: number;
  /** Shell that reads the program, such as `/bin/bash`. */
  readonly shell: string;
  /** Text of the program. */
  readonly text: string;
  /** Environment; `STATE` and `SECRETS` are the folders of its files and secrets. @default - only those two */
  readonly environment?: { [key: string]: string };
  /** What it works on. */
  readonly input: IProgramInput;
  /** What it asks for. */
  readonly requests: ResourceRequests;
}

/**
 * A program that runs to its end on the cluster, once for each content: a
 * change of its text or of what it works on is a new Job, and an unchanged one
 * never runs again. A failing one is tried again, ever more slowly.
 *
 * The pod is restricted: no root, no writable file system but `/tmp`, no
 * service-account token, no traffic but what the graph's edges allow.
 */
export class Program extends Construct {
  /** Its pods: edges that begin here let it connect. */
  public readonly workload: Workload;
  /** Terraform address to wait for until it has succeeded. */
  public readonly address: string;
  private readonly props: ProgramProps;

  public constructor(scope: Construct, id: string, props: ProgramProps) {
    super(scope, id);
    this.props = props;
    const { name, namespaceName } = props;
    // A component of this name would have pods with the same label, and a policy of the same name.
    StackModel.of(this).claimName(this, namespaceName, name);
    this.workload = new Workload(this, 'pods', { name, namespaceName, labels: selectorLabels(name) });
    const files = new Resource(this, 'files', RESOURCE_TYPES.configMap, () => ({
      metadata: { name: this.contentName(), namespace: namespaceName, labels: this.labels },
      immutable: true,
      data: { ...props.input.files, program: props.text },
    }), { dependsOn: () => StackModel.of(this).namespaceAddress(this, namespaceName) });
    this.address = new Resource(this, 'job', RESOURCE_TYPES.job, () => ({
      metadata: { name: this.contentName(), namespace: namespaceName, labels: this.labels },
      waitForCompletion: true,
      timeouts: { create: `${PATIENCE}m`, update: `${PATIENCE}m` },
      spec: {
        backoffLimit: 12,
        template: { metadata: { labels: { ...this.labels, ...this.workload.labels } }, spec: this.pod(this.contentName()) },
      },
    }), { dependsOn: () => [files.address, ...props.input.after] }).address;
  }

  private get labels(): Record<string, string> {
    return componentLabels(this.props.name, Platform.of(this).platformName);
  }

  /** A Job cannot be changed: another content, or another pod for it, needs another name. */
  private contentName(): string {
    const { name, text, input } = this.props;
    return shorten(`${name}-${digest(stableJson([text, input.files, this.pod('')]))}`);
  }

  /** @param files name of the ConfigMap with its files */
  private pod(files: string): object {
    const { target } = Platform.of(this);
    const { image, shell, user, requests, environment, input } = this.props;
    const env = { ...environment, STATE: FILES, SECRETS };
    const security = restrictedPod(user);
    return {
      restartPolicy: 'OnFailure',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { ...security, fsGroup: security.runAsGroup },
      imagePullSecrets: target.imagePullSecrets.length > 0 ? target.imagePullSecrets.map((name) => ({ name })) : undefined,
      container: [{
        name: 'main',
        image: target.image(image),
        imagePullPolicy: target.imagePullPolicy,
        command: [shell, `${FILES}/program`],
        env: Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => ({ name, value })),
        resources: containerResources({ cpu: requests.cpu, memory: requests.memory }),
        securityContext: restrictedContainer(),
        volumeMount: [
          { name: 'program', mountPath: FILES, readOnly: true },
          { name: 'secrets', mountPath: SECRETS, readOnly: true },
          { name: 'temporary', mountPath: '/tmp' },
        ],
      }],
      volume: [
        { name: 'program', configMap: { name: files } },
        { name: 'secrets', projected: [{ defaultMode: '0440', sources: input.secrets.map(projection) }] },
        { name: 'temporary', emptyDir: {} },
      ],
    };
  }
}

function projection({ path, secret }: ProgramSecret): object {
  return { secret: [{ name: secret.secretName, items: [{ key: secret.key, path }] }] };
}
