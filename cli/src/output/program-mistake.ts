import { stripVTControlCharacters } from 'node:util';
import { messagesOf } from '../platform-file/map-error';

/** How the engine begins its list of what is wrong when everything is declared. */
const VALIDATIONS = 'Validation failed with the following errors:';

/** Node prints an error without a stack in brackets. */
const BRACKETED = /^\[(?<error>\w*Error: .+)\]$/gm;

/**
 * A mistake in the words of the library, as each runtime prints an exception
 * that nobody caught. The library's mistakes come without a JavaScript stack,
 * which tells them from its faults; where the program itself failed, none of
 * the runtime's own frames is below the message.
 */
const UNCAUGHT: readonly RegExp[] = [
  // Python: a chain of two, of which the first is the stack in JavaScript.
  /JavaScriptError:\s*\n\s*\nThe above exception[^]*\n(?:RuntimeError|jsii\.errors\.JSIIError): (?<message>[^]+)$/,
  // Java: the message, the stack in JavaScript, the stack in Java.
  /(?:JsiiError|RuntimeException): (?<message>[^]+?)\n\s*\n\s*at software\.amazon\.jsii\./,
  // Java, run by Maven, which leaves the stack out, and puts a word before each line: what comes over the border ends with an empty one.
  /An exception occurred while executing the Java class\. (?<message>(?:(?!\n\[ERROR\] +at |-> \[Help )[^])+?)\n\[ERROR\] *\n\[ERROR\] -> \[Help 1\]/,
  // Go
  /^panic: (?<message>(?!\w*Error: )[^]+?)(?: \[recovered\][^]*?)?\n\s*\ngoroutine \d+ \[running\]:\n(?:panic\([^]*?)?github\.com\/aws\/jsii-runtime-go\//m,
  // .NET
  /Amazon\.JSII\.Runtime\.JsiiException: (?<message>(?!\w*Error: )[^]+?)\n\s*(?:\n|at |--->)/,
  // JavaScript
  /^(?:Uncaught )?ValidationError: (?<message>[^]+?)(?= \{\n|\n\s*\nNode\.js v|\n\s+at |\s*$(?![^]))/m,
  // Any other, by the construct that the message begins with.
  /(?:^|\s)(?:ValidationError|RuntimeError|JsiiError|JSIIError|panic)?:?\s*(?<message>(?:\(the app\)|[\w.-]+(?:\/[\w.-]+)*) \([A-Z]\w+\): .+)$/m,
];

/** How what the library says begins: with a construct, or with a class and perhaps what was called of it. */
const OURS = /^(?:(?:\(the app\)|[\w.-]+(?:\/[\w.-]+)*) \([A-Z]\w+\)|[A-Z]\w+(?:\.\w+(?:\([^)]*\))?)?): /;
/** The call of a stack of Go, and where it is. */
const GO_FRAME = /^(?<call>\S.*)\(.*\)\n\t(?<place>\S+:\d+)/gm;
/** What is between a program and the library. */
const GO_BORDER = /^(?:panic$|github\.com\/aws\/jsii-runtime-go\/)/;

/**
 * Where a program in Go called what ended in somebody else's words. A panic in
 * a driver of its own unwinds the program past the library, which therefore
 * cannot name the driver.
 *
 * @returns such as `data.NewRelationalDatabase at main.go:13`; undefined for what the library says, and in any other language
 */
export function callBehind(message: string, printed: string): string | undefined {
  const [, trace] = printed.replaceAll('\r\n', '\n').split(/^goroutine \d+ \[running\]:\n/m);
  if (trace === undefined || OURS.test(message)) {
    return undefined;
  }
  const frames = [...trace.matchAll(GO_FRAME)].map(({ groups: { call = '', place = '' } = {} }) => ({ call, place }));
  const ours = frames.findIndex(({ call }) => !GO_BORDER.test(call));
  const [{ call }, caller] = frames.slice(ours);
  return caller === undefined ? undefined : `${call.slice(call.lastIndexOf('/') + 1).replace(/\(\*jsiiProxy_(\w+)\)/, '$1')} at ${caller.place}`;
}

/** What the library says of a mistake, in what a program printed when it failed; undefined where it failed by itself. */
export function mistakeIn(printed: string): string | undefined {
  const text = stripVTControlCharacters(printed).replaceAll('\r\n', '\n').replace(BRACKETED, '$<error>');
  const validations = text.indexOf(VALIDATIONS);
  if (validations >= 0) {
    const [list] = text.slice(validations).split(/\n\s*\n|\n\s+at /);
    return messagesOf(new Error(list))?.join('\n');
  }
  for (const pattern of UNCAUGHT) {
    const message = pattern.exec(text)?.groups?.message.trim();
    if (message !== undefined) {
      // Go indents every line of a message but the first, and Maven says what each is.
      return message.replaceAll(/\n(?:\t|\[ERROR\] )/g, '\n');
    }
  }
  return undefined;
}
