import { TerraformStack } from './terraform';

/** What one Terraform element writes: attributes by type and name, and more where users asked for it. */
export type Fragment = Record<string, unknown> & { readonly resource?: Record<string, Record<string, Record<string, unknown>>> };

enum Phase {
  /** cdktf looks for references to other stacks; what is written is thrown away. */
  PREPARING,
  /** The Terraform JSON is made. */
  WRITING,
}

/** The stacks whose resources take the short way, and what each is doing. */
const WRITERS = new WeakMap<TerraformStack, StackWriter>();

/**
 * Writes our resources past cdktf's resolution of tokens, where they hold none.
 *
 * cdktf resolves every element of a stack three times (once to prepare, once
 * for itself, once as part of the whole), with a context object for every
 * value: most of the time of a synth. A resource that holds no token is the
 * same before and after.
 */
export class StackWriter {
  /** Lets the resources of a stack take the short way. */
  public static install(stack: TerraformStack): StackWriter {
    const writer = new StackWriter(stack);
    WRITERS.set(stack, writer);
    const prepare = stack.prepareStack.bind(stack);
    stack.prepareStack = () => writer.during(Phase.PREPARING, prepare);
    const write = stack.toTerraform.bind(stack) as () => Fragment;
    stack.toTerraform = () => writer.write(write);
    return writer;
  }

  /** What a resource gives to cdktf: all of it, or nothing where it takes the short way. */
  public static pass(stack: TerraformStack, fragment: Fragment): Fragment {
    const writer = WRITERS.get(stack);
    return writer?.takes(fragment) === true ? {} : fragment;
  }

  private phase?: Phase;
  private held?: { written?: Fragment };
  private readonly taken: Fragment[] = [];

  private constructor(private readonly stack: TerraformStack) {}

  /**
   * The Terraform JSON that an action makes, kept from what the action writes:
   * cdktf's own serializer takes eight times the memory of the text.
   */
  public holdBack(action: () => void): object | undefined {
    const held: { written?: Fragment } = {};
    this.held = held;
    try {
      action();
    } finally {
      this.held = undefined;
    }
    return held.written;
  }

  private takes(fragment: Fragment): boolean {
    if (this.phase === undefined || !isPlain(fragment) || this.isOverridden(fragment)) {
      return false;
    }
    if (this.phase === Phase.WRITING) {
      this.taken.push(fragment);
    }
    return true;
  }

  private write(write: () => Fragment): Fragment {
    const written = this.complete(write);
    if (this.held === undefined) {
      return written;
    }
    this.held.written = written;
    return {};
  }

  private complete(write: () => Fragment): Fragment {
    this.taken.length = 0;
    const written = this.during(Phase.WRITING, write);
    const resource = { ...written.resource };
    for (const fragment of this.taken) {
      for (const [type, named] of Object.entries(fragment.resource ?? {})) {
        resource[type] = Object.assign(resource[type] ?? {}, named);
      }
    }
    return Object.keys(resource).length === 0 ? written : { ...written, resource };
  }

  private during<T>(phase: Phase, action: () => T): T {
    this.phase = phase;
    try {
      return action();
    } finally {
      this.phase = undefined;
    }
  }

  /** Overrides of the stack itself reach only what cdktf merges. */
  private isOverridden(fragment: Fragment): boolean {
    const { rawOverrides } = this.stack as unknown as { rawOverrides?: { resource?: Record<string, Record<string, unknown>> } };
    return Object.entries(fragment.resource ?? {}).some(([type, named]) => Object.keys(named).some((name) => rawOverrides?.resource?.[type]?.[name] !== undefined));
  }
}

/** Whether a fragment is a resource and nothing else, without a token anywhere. */
function isPlain(fragment: Fragment): boolean {
  return Object.entries(fragment).every(([key, value]) => key === 'resource' || value === undefined) && fragment.resource !== undefined && !hasToken(fragment.resource);
}

/** Whether cdktf would put something else in place of a value, or of something in it. */
function hasToken(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      // The last is a number token within a text.
      return value.includes('{TfToken[') || value.includes('Map Token Value') || value.includes('e+2');
    case 'number':
      // Tokens are encoded as numbers near the least there are.
      return value < -1e280;
    case 'object':
      return value !== null && (typeof (value as { resolve?: unknown }).resolve === 'function' || hasTokenWithin(value));
    default:
      return false;
  }
}

function hasTokenWithin(value: object): boolean {
  if (Array.isArray(value)) {
    return value.some(hasToken);
  }
  for (const key in value) {
    if (key.includes('{TfToken[') || hasToken((value as Record<string, unknown>)[key])) {
      return true;
    }
  }
  return false;
}
