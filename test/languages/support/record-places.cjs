// Loaded before a program (`node --require`): notes where each message of ours is made, and writes that down at the end.
const { writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');

const errors = createRequire(process.argv[1])('@quanttide/cloud/lib/src/core/errors.js');
const { ValidationError, describeConstruct } = errors;
const recorded = [];

/** The calls that led here, as `file:line:column`: the one that made the message, and those it may have been made for. */
function places() {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_error, frames) => frames.map((frame) => `${frame.getFileName()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`);
  const { stack } = new Error('where');
  Error.prepareStackTrace = prepareStackTrace;
  return stack.slice(2);
}

errors.ValidationError = class extends ValidationError {
  static at(construct, message) {
    const error = new ValidationError(`${describeConstruct(construct)}: ${message}`);
    recorded.push({ message: error.message, places: places() });
    return error;
  }

  static [Symbol.hasInstance](error) {
    return error instanceof ValidationError;
  }

  constructor(message) {
    super(message);
    recorded.push({ message, places: places() });
  }
};
process.on('exit', () => writeFileSync(process.env.RECORDED_PLACES, JSON.stringify(recorded)));
