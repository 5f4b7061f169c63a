import { Credentials } from '../../core';

/**
 * Credentials of which only the password is looked for: a token. A store's path
 * without a user name would otherwise not be fetched at all.
 */
export function tokenOf(credentials: Credentials): Credentials {
  const { storePath, passwordKey } = credentials;
  return storePath === undefined ? credentials : Credentials.fromStore(storePath, { usernameKey: passwordKey, passwordKey });
}
