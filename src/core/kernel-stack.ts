/** Messages of mistakes that are on their way to the user. */
const messages = new Set<string>();

/**
 * Remembers a message whose JavaScript stack is of no use to anybody: programs
 * in other languages get their errors through the jsii kernel, which wraps each
 * in one of its own, with a stack through its insides, and prints that behind
 * the message.
 *
 * @returns false for programs in JavaScript, which are left alone
 */
export function withoutKernelStack(message: string): boolean {
  if (process.env.JSII_AGENT === undefined) {
    return false;
  }
  if (messages.size === 0) {
    const print = Error.prepareStackTrace?.bind(Error) ?? plainStack;
    Error.prepareStackTrace = (error, frames): unknown => (messages.has(error.message) ? '' : print(error, frames));
  }
  messages.add(message);
  return true;
}

/** A stack as V8 prints it by itself. */
function plainStack(error: Error, frames: NodeJS.CallSite[]): string {
  const places = frames.map((frame) => `${frame.getFunctionName() ?? '<anonymous>'} (${frame.getFileName() ?? 'native'}:${frame.getLineNumber() ?? 0}:${frame.getColumnNumber() ?? 0})`);
  return [String(error), ...places.map((place) => `    at ${place}`)].join('\n');
}
