import { IConstruct } from 'constructs';
import { withoutKernelStack } from './kernel-stack';

/**
 * What a mistake looks like to the person who made it: where it is, what was
 * given, what is allowed and what to do next, all in the message, because no
 * error type crosses the language boundary.
 *
 * @jsii ignore
 */
export class ValidationError extends Error {
  /** A message for a mistake that belongs to a construct: `acme/orders (RelationalDatabase): …`. */
  public static at(construct: IConstruct, message: string): ValidationError {
    return new ValidationError(`${describeConstruct(construct)}: ${message}`);
  }

  /** Several mistakes, which are told together, one a line. */
  public static all(messages: readonly string[]): ValidationError {
    const error = new ValidationError(messages.join('\n'));
    error.#messages = messages;
    return error;
  }

  // Not a property: Node would print it behind the message.
  #messages: readonly string[];

  public constructor(message: string) {
    super(message);
    this.#messages = [message];
    this.name = 'ValidationError';
    // The stack is of no use to a user; the path is in the message.
    this.stack = withoutKernelStack(message) ? '' : `${this.name}: ${message}`;
  }

  /** What is told of each mistake. */
  public get messages(): readonly string[] {
    return this.#messages;
  }

  /** The message alone: the jsii kernel makes an error of its own from it, and the name would be in its message. */
  public override toString(): string {
    return this.message;
  }
}

/** `acme/orders (RelationalDatabase)`: the construct's path and its class. */
export function describeConstruct(construct: IConstruct): string {
  const path = construct.node.path === '' ? '(the app)' : construct.node.path;
  return `${path} (${construct.constructor.name})`;
}

/** `a, b or c`, sorted, for the part of a message that says what is allowed. */
export function listOf(names: readonly string[]): string {
  const sorted = [...names].sort();
  if (sorted.length < 2) {
    return sorted.join('');
  }
  return `${sorted.slice(0, -1).join(', ')} or ${sorted[sorted.length - 1]}`;
}
