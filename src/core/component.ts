import { Construct } from 'constructs';
import { Namespace } from './namespace';
import { componentLabels } from './labels';
import { checkName, freeIn, shorten } from './naming';
import { Platform } from './platform';
import { LockedObject } from './locked-thing';
import { ComponentDocument } from './platform-schema';
import { StackModel } from './stack-model';

/** Longest component name: drivers add suffixes of their own, and Kubernetes stops at 63. */
const COMPONENT_NAME_LIMIT = 40;

/** Props of every component. */
export interface ComponentProps {
  /**
   * The component's name on the cluster. It is its identity: with another name,
   * stateful components start empty.
   * @default - the construct's id, behind the ids of the constructs above it within the same workspace
   */
  readonly componentName?: string;
}

/**
 * What users write: a construct with a name of its own in a namespace, whatever
 * product is behind it.
 */
export abstract class Component extends Construct {
  /** The component's name on the cluster, unique in its namespace. */
  public readonly componentName: string;
  /** The namespace of its objects. */
  public readonly namespaceName: string;
  /** @internal */
  public readonly _dataObjects: LockedObject[] = [];

  protected constructor(scope: Construct, id: string, props: ComponentProps) {
    super(scope, freeIn(scope, id));
    const home = Namespace.of(this);
    this.namespaceName = home.namespaceName;
    const name = props.componentName ?? shorten(idsWithin(this).join('-'), COMPONENT_NAME_LIMIT);
    this.componentName = checkName(this, name, props.componentName === undefined ? 'the id' : 'componentName');
    const model = StackModel.of(this);
    model.claimName(this, this.namespaceName, this.componentName);
    model.components.push(this);
  }

  /** Labels of the component's objects. */
  protected get labels(): { [key: string]: string } {
    return componentLabels(this.componentName, Platform.of(this).platformName);
  }

  /**
   * How data is taken from it to another product; none where it keeps none of its own.
   *
   * @internal
   */
  public get _migration(): string | undefined {
    return undefined;
  }

  /**
   * What `platform.json` says of this component.
   *
   * @internal
   */
  public abstract _document(): ComponentDocument;
}

/** Ids from the nearest namespace, platform or stack down to the component. */
function idsWithin(component: Construct): string[] {
  const home = Namespace.of(component);
  const platform = Platform.of(component);
  const scopes = component.node.scopes;
  const start = Math.max(scopes.indexOf(home), scopes.indexOf(platform), scopes.indexOf(platform.node.scope ?? platform));
  return scopes.slice(start + 1).map((scope) => scope.node.id);
}
