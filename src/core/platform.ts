import { Construct, IConstruct } from 'constructs';
import { Driver } from './driver';
import { PROVIDER_ALIAS, stackOf } from './engine/stack';
import { describeConstruct, ValidationError } from './errors';
import { LockChange } from './lock-change';
import { checkName } from './naming';
import { Size } from './size';
import { StackModel } from './stack-model';
import { Target } from './target';

const PLATFORM = Symbol.for('@quanttide/cloud.Platform');

/** What the user chose for everything below. */
export interface PlatformOptions {
  /** The cluster. @default Target.kubernetes() */
  readonly target?: Target;
  /** Domain under which hosts are made, such as `acme.example`. @default - none; hosts are given in full */
  readonly domain?: string;
  /** How large components are made. @default Size.SMALL */
  readonly size?: Size;
  /** Drivers that replace a contract's default one for everything below, at most one for each contract. @default - each contract's own default */
  readonly drivers?: Driver[];
  /** Path of `platform.lock.json`, which remembers what holds data. @default - a first deployment: nothing is remembered */
  readonly lockFile?: string;
  /** What is to become of things in the lock file that are declared no more, or elsewhere. @default - nothing: they are errors */
  readonly changes?: LockChange[];
  /** The platform of another stack on the same cluster that owns operators and everything else cluster-wide. @default - this stack owns them */
  readonly foundation?: Platform;
}

/** Props of `Platform`. */
export interface PlatformProps extends PlatformOptions {
  /** Alias of the `kubernetes` and `helm` provider configurations, for a second cluster in one stack. @default - the default configurations */
  readonly providerAlias?: string;
}

/**
 * The context that components find with `Platform.of`: the target, domain,
 * size and drivers, and the place where cluster-wide things live.
 *
 * In a plain stack it is optional: the first component makes one with the
 * defaults. A second one, with a provider alias, is a second cluster in the
 * same stack: what is made below it goes there.
 */
export class Platform extends Construct {
  /** The platform that a construct belongs to: the nearest above it, or the stack's own. */
  public static of(scope: IConstruct): Platform {
    for (const above of [...scope.node.scopes].reverse()) {
      if (PLATFORM in above) {
        return above as unknown as Platform;
      }
    }
    const stack = stackOf(scope);
    const own = stack.node.tryFindChild('platform');
    return own !== undefined && PLATFORM in own ? (own as unknown as Platform) : new Platform(stack, 'platform');
  }

  /** Name of the platform, which labels and namespaces carry: the stack's. */
  public readonly platformName: string;
  /** The cluster. */
  public readonly target: Target;
  /** Domain under which hosts are made. */
  public readonly domain?: string;
  /** How large components are made. */
  public readonly size: Size;
  /** The platform that owns cluster-wide things, where it is not this one. */
  public readonly foundation?: Platform;
  private readonly drivers: Driver[];

  public constructor(scope: Construct, id: string, props: PlatformProps = {}) {
    super(scope, id);
    Object.defineProperty(this, PLATFORM, { value: true });
    const stack = stackOf(this);
    if (id !== 'platform' && props.providerAlias === undefined && props.foundation === undefined) {
      throw ValidationError.at(this, `a stack's own platform has the id "platform", and "${id}" was given. A platform of another cluster in the same stack needs providerAlias.`);
    }
    this.platformName = checkName(this, id === 'platform' ? stack.node.id : `${stack.node.id}-${id}`, 'the stack\'s name');
    this.target = props.target ?? Target.kubernetes();
    this.domain = checkDomain(this, props.domain);
    this.size = props.size ?? Size.SMALL;
    this.foundation = props.foundation;
    this.drivers = checkDrivers(this, props.drivers ?? []);
    if (props.providerAlias !== undefined) {
      this.node.setContext(PROVIDER_ALIAS, props.providerAlias);
    }
    const model = StackModel.of(stack);
    model.platforms.push(this);
    if (props.lockFile !== undefined) {
      model.readLock(this, props.lockFile, props.changes ?? []);
    } else if (props.changes !== undefined && props.changes.length > 0) {
      throw ValidationError.at(this, 'changes were given without a lock file to change. Set lockFile to the path of platform.lock.json.');
    }
    if (props.foundation !== undefined) {
      const below = stackOf(props.foundation);
      if (below !== stack) {
        stack.addDependency(below);
      }
    }
  }

  /**
   * The driver chosen for a contract on this platform, if any.
   *
   * @param contract such as `data.RelationalDatabase`
   */
  public driverFor(contract: string): Driver | undefined {
    return this.drivers.find((driver) => driver.manifest.contract === contract);
  }

  /**
   * Finds the thing of which the cluster has one, or has it made: here, at a
   * fixed address, whoever asks first; in the foundation, where there is one.
   *
   * @internal
   */
  public _shared<T extends Construct>(id: string, make: (owner: Platform) => T, advice: string): T {
    if (this.foundation !== undefined) {
      const found = this.foundation._find<T>(id);
      if (found === undefined) {
        throw ValidationError.at(this, `the foundation ${describeConstruct(this.foundation)} has no ${id}, and cluster-wide things have one owner. Add there, before this stack: ${advice}`);
      }
      return found;
    }
    return this._find<T>(id) ?? make(this);
  }

  /** @internal */
  public _find<T extends Construct>(id: string): T | undefined {
    return (this.node.tryFindChild(id) as T | undefined) ?? this.foundation?._find<T>(id);
  }
}

function checkDomain(platform: Platform, domain: string | undefined): string | undefined {
  if (domain !== undefined && !/^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]([-a-z0-9]*[a-z0-9])?$/.test(domain)) {
    throw ValidationError.at(platform, `the domain "${domain}" is not a host name. Write it in lower case without scheme or port, such as acme.example.`);
  }
  return domain;
}

function checkDrivers(platform: Platform, drivers: Driver[]): Driver[] {
  const seen = new Map<string, string>();
  for (const { manifest } of drivers) {
    const other = seen.get(manifest.contract);
    if (other !== undefined) {
      throw ValidationError.at(platform, `two drivers were given for ${manifest.contract}: ${other} and ${manifest.product}. Keep one here, and give the other to the component that should use it.`);
    }
    seen.set(manifest.contract, manifest.product);
  }
  return [...drivers];
}
