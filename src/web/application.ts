import { Construct } from 'constructs';
import { Component, ComponentDocument, FootprintDocument, IBindable, IConsumer, Platform, Quantity, ReadinessDocument, ServiceBinding, Workload } from '../core';
import { connect, readyOf } from '../core/connect';
import { allowEgress } from '../core/egress';
import { EgressOptions } from '../core/egress-options';
import { cpuLimitOf } from '../core/container-resources';
import { ValidationError } from '../core/errors';
import { environmentPrefix } from '../core/naming';
import { argumentHoldsSecret, looksLikeSecret } from '../core/plain-secret';
import { selectorLabels } from '../core/labels';
import { StackModel } from '../core/stack-model';
import { SecretStores } from '../secrets/secret-stores';
import { ApplicationProps } from './application-props';
import { SecretValue } from './secret-value';

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const IMAGE = /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/** Options of `bind`. */
export interface BindOptions {
  /** Prefix of the environment variables, such as `DATABASE` for `DATABASE_HOST`. @default - the provider's name in capitals */
  readonly prefix?: string;
}

/** One binding, with the prefix its variables have. */
export interface BoundService {
  readonly prefix: string;
  readonly provider: IBindable;
  readonly binding: ServiceBinding;
}

/** An image of the user's own, with what it may use. */
export abstract class Application extends Component implements IConsumer {
  /** Its pods. */
  public readonly workload: Workload;
  /** @internal */
  protected readonly _props: ApplicationProps;
  private readonly bound: BoundService[] = [];
  private readonly fetched: string[] = [];
  private readonly stores: SecretStores;

  protected constructor(scope: Construct, id: string, props: ApplicationProps) {
    super(scope, id, props);
    this._props = props;
    this.stores = new SecretStores(this);
    this.check(props);
    this.workload = new Workload(this, 'pods', {
      name: this.componentName,
      namespaceName: this.namespaceName,
      labels: selectorLabels(this.componentName),
    });
    for (const [name, secret] of Object.entries(props.secrets ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
      this.fetchSecret(name, secret);
    }
  }

  /**
   * Uses a provider: its address and credentials become environment variables
   * (`ORDERS_HOST`, `ORDERS_PASSWORD`, …), its network lets this component in,
   * and this component starts after it.
   *
   * @throws if it is bound already, or another binding has the same prefix
   */
  public bind(provider: IBindable, options: BindOptions = {}): void {
    const prefix = options.prefix ?? environmentPrefix(provider.componentName);
    if (!VARIABLE.test(prefix)) {
      throw ValidationError.at(this, `the prefix "${prefix}" cannot begin a variable's name. Letters, digits and "_", not beginning with a digit.`);
    }
    const clash = this.bound.find((other) => other.provider === provider || other.prefix === prefix);
    if (clash !== undefined) {
      throw ValidationError.at(this, clash.provider === provider
        ? `"${provider.componentName}" is bound already. Bind it once.`
        : `"${provider.componentName}" and "${clash.provider.componentName}" would both set ${prefix}_… variables. Give one of them another prefix: bind(provider, { prefix: '…' }).`);
    }
    if ((provider as object) === this) {
      throw ValidationError.at(this, 'it cannot bind itself. Take the binding out.');
    }
    this.bound.push({ prefix, provider, binding: connect(this, provider) });
  }

  /**
   * Binds what the props name; the last that a constructor does, since what it
   * made by then does not wait for providers.
   *
   * @internal
   */
  protected _bindAll(): void {
    this._props.binds?.forEach((provider) => this.bind(provider));
  }

  /**
   * Lets it connect to a host outside the cluster, such as an API of others:
   * without it, it reaches only what it is bound to.
   *
   * @param host what is there, for people: network policy knows addresses only
   * @throws if a port or an address block cannot be used
   */
  public allowEgress(host: string, options: EgressOptions = {}): void {
    allowEgress(this, this.workload, host, options);
  }

  /** Whether it has a container port: a worker has none. */
  protected get port(): number | undefined {
    return undefined;
  }

  /** @internal */
  public get _bindings(): BoundService[] {
    return [...this.bound].sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
  }

  /** Terraform addresses to wait for before it starts. */
  protected get startsAfter(): string[] {
    return [...StackModel.of(this).namespaceAddress(this, this.namespaceName), ...this.fetched, ...this.bound.flatMap(({ binding }) => readyOf(binding))];
  }

  /** How long Terraform waits for its rollout; ten minutes by itself. */
  protected get rolloutTimeouts(): { [key: string]: string } | undefined {
    const { readyTimeoutSeconds: seconds } = Platform.of(this).target;
    return seconds === undefined ? undefined : { create: `${seconds}s`, update: `${seconds}s` };
  }

  /** What is deployed, for `describe`. */
  protected abstract get footprint(): FootprintDocument;

  /** How to ask whether it is ready. */
  protected get readiness(): ReadinessDocument[] {
    return [{ apiVersion: 'apps/v1', kind: 'Deployment', namespaceName: this.namespaceName, name: this.componentName }];
  }

  /** @internal */
  public _document(): ComponentDocument {
    return {
      path: this.node.path,
      type: this.constructor.name,
      name: this.componentName,
      namespaceName: this.namespaceName,
      endpoints: [],
      footprint: this.footprint,
      readiness: this.readiness,
      images: [Platform.of(this).target.image(this._props.image)],
      demands: { binds: this._bindings.map(({ provider }) => provider.componentName) },
    };
  }

  private fetchSecret(variable: string, secret: SecretValue): void {
    if (secret.storePath !== undefined) {
      this.fetched.push(this.stores.store.fetch(this, {
        secretName: fetchedName(this.componentName, variable),
        namespaceName: this.namespaceName,
        path: secret.storePath,
        keys: { value: secret.key },
      }).address);
    }
  }

  private check(props: ApplicationProps): void {
    if (!IMAGE.test(props.image) && !props.image.includes('${')) {
      throw ValidationError.at(this, `the image "${props.image}" is not an image reference. Write registry/path:tag, such as ghcr.io/acme/shop:1.4.2.`);
    }
    if (!/[:@][^/]+$/.test(props.image) || props.image.endsWith(':latest')) {
      throw ValidationError.at(this, `the image "${props.image}" names no fixed version, so that two applies could run two programs. Add a tag other than latest, or a digest.`);
    }
    const cpu = Quantity.parse(props.cpu ?? '100m', `${this.node.path}: cpu`);
    const cpuLimit = Quantity.parse(props.cpuLimit ?? cpuLimitOf(cpu.text), `${this.node.path}: cpuLimit`);
    if (cpuLimit.amount < cpu.amount) {
      throw ValidationError.at(this, `cpuLimit ${cpuLimit.text} is less than the ${cpu.text} that cpu requests, and Kubernetes would refuse its pods. Raise cpuLimit, or lower cpu.`);
    }
    Quantity._bytes(props.memory ?? '128Mi', `${this.node.path}: memory`);
    if (props.ephemeralStorage !== undefined && Quantity._bytes(props.ephemeralStorage, `${this.node.path}: ephemeralStorage`).amount === 0) {
      throw ValidationError.at(this, 'ephemeralStorage is 0, and not even a log would fit. Write more, such as 256Mi, or leave it out.');
    }
    if (props.user !== undefined && !(Number.isInteger(props.user) && props.user > 0)) {
      throw ValidationError.at(this, `user ${props.user} cannot be used. Write the number of a user, which is not 0: nothing runs as root.`);
    }
    for (const name of [...Object.keys(props.environment ?? {}), ...Object.keys(props.secrets ?? {})]) {
      if (!VARIABLE.test(name)) {
        throw ValidationError.at(this, `"${name}" is not the name of an environment variable. Letters, digits and "_", not beginning with a digit.`);
      }
    }
    for (const [property, list] of Object.entries({ command: props.command ?? [], args: props.args ?? [] })) {
      const index = list.findIndex((argument) => argumentHoldsSecret(argument));
      if (index >= 0) {
        throw ValidationError.at(this, `${property}[${index}] holds a secret in plain text, which would be kept in the synth output and in Terraform's state. Reference it by name under secrets, and write $(VARIABLE) in its place.`);
      }
    }
    for (const [name, value] of Object.entries(props.environment ?? {})) {
      if (looksLikeSecret(name, value)) {
        throw ValidationError.at(this, `environment.${name} holds a secret in plain text, which would be kept in the synth output and in Terraform's state. Reference it by name under secrets, with SecretValue.fromSecret or SecretValue.fromStore; a binding brings its credentials by itself.`);
      }
    }
  }
}

/** Name of the Secret that one variable is fetched into. */
export function fetchedName(component: string, variable: string): string {
  return `${component}-${variable.toLowerCase().replaceAll('_', '-')}`;
}
