import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import { JsonSchema } from '../schema/json-schema';
import { SourceDocument, Step } from './document';
import { Finding } from './finding';
import { messageFor } from './messages';

/** Keywords that only say that another one failed. */
const ECHOES = new Set(['if', 'anyOf', 'propertyNames']);

const VALIDATORS = new WeakMap<JsonSchema, ValidateFunction>();

/** Everything in a document that its schema does not allow. */
export function checkData(document: SourceDocument, schema: JsonSchema): Finding[] {
  const validate = validatorFor(schema);
  if (validate(document.data)) {
    return [];
  }
  const found = (validate.errors ?? []).filter((error) => !ECHOES.has(error.keyword));
  // What is not among the allowed words need not be told that it is no word.
  const words = new Set(found.filter(({ keyword }) => keyword === 'enum').map(({ instancePath }) => instancePath));
  const errors = found.filter(({ keyword, instancePath }) => keyword !== 'type' || !words.has(instancePath));
  const seen = new Set<string>();
  return errors.flatMap((error) => {
    const finding = findingFor(document, error, schema);
    const key = `${finding.path ?? ''} ${finding.message}`;
    return seen.has(key) ? [] : [seen.add(key), finding].slice(1) as Finding[];
  });
}

function validatorFor(schema: JsonSchema): ValidateFunction {
  let validate = VALIDATORS.get(schema);
  if (validate === undefined) {
    // Not strict: the schema carries annotations of ours, which validation has no use for.
    validate = new Ajv({ allErrors: true, verbose: true, strict: false, strictNumbers: true, validateSchema: false }).compile(schema);
    VALIDATORS.set(schema, validate);
  }
  return validate;
}

function findingFor(document: SourceDocument, error: ErrorObject, schema: JsonSchema): Finding {
  const path = stepsOf(document, error);
  const parameters = error.params as { additionalProperty?: string };
  const name = error.propertyName ?? parameters.additionalProperty;
  const full = name === undefined ? path : [...path, name];
  const position = name === undefined ? document.positionOf(path) : document.positionOfKey(full);
  return { file: document.file, position, ...messageFor(error, full, document, definitionOf(error, schema)) };
}

/** The definition that the allowed words belong to. */
function definitionOf(error: ErrorObject, schema: JsonSchema): JsonSchema | undefined {
  return Object.values(schema.definitions ?? {}).find(({ then, else: otherwise }) => [then, otherwise?.then].some((part) => part?.enum !== undefined && part.enum === error.schema));
}

/** A JSON pointer as steps; indexes are told from keys by what they lead into. */
function stepsOf(document: SourceDocument, error: ErrorObject): Step[] {
  const steps: Step[] = [];
  let value: unknown = document.data;
  for (const part of error.instancePath.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(value) ? Number(key) : key;
    steps.push(step);
    value = (value as Record<Step, unknown> | undefined)?.[step];
  }
  return steps;
}
