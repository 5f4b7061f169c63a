import { IConstruct } from 'constructs';
import { SecretReference, ServiceBinding } from '../../core';
import { ValidationError } from '../../core/errors';

/**
 * Where a key of a binding is that has to be in a Secret.
 *
 * @throws if the provider's driver gave no such key, or gave it in plain text
 */
export function bindingSecret(scope: IConstruct, binding: ServiceBinding, key: string): SecretReference {
  const secret = binding.values[key]?.secret;
  if (secret === undefined) {
    throw ValidationError.at(scope, `the driver "${binding.provider}" (${binding.type}) gives no Secret for the key "${key}" of its binding, and this one needs it. Use a driver that does.`);
  }
  return secret;
}
