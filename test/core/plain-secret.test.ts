import { looksLikeSecret } from '../../src/core/plain-secret';
import { StateBackend } from '../../src/core/state-backend';
import { refusal } from '../support/synth';

test.each([
  ['password', 'hunter2'], ['adminPassword', 'x'], ['ADMIN_PASSWORD', 'x'], ['token', 'x'], ['apiKey', 'x'], ['api_key', 'x'], ['access_key', 'x'], ['privateKey', 'x'],
  ['credentials', 'x'], ['anything', 'postgres://app:hunter2@db/app'], ['anything', '-----BEGIN RSA PRIVATE KEY-----'], ['anything', '-----BEGIN PRIVATE KEY-----'],
  ['anything', 'jdbc:postgresql://db/app?user=app&password=hunter2'], ['anything', `ghp_${'a'.repeat(36)}`], ['anything', `sk_live_${'a'.repeat(24)}`],
])('%s: %s reads like a secret', (key, value) => {
  expect(looksLikeSecret(key, value)).toBe(true);
});

test.each([
  ['password', ''], ['existingSecret', 'orders-app'], ['usersExistingSecret', 'x'], ['host', 'db.acme.example'], ['url', 'postgres://db.acme.example/app'], ['url', 'postgres://app@db/app'],
  ['passwordKey', 'password'], ['secretName', 'orders'], ['tokenizer', 'x'], ['secretKey', 'username'], ['cert', '-----BEGIN CERTIFICATE-----'],
])('%s: %s does not', (key, value) => {
  expect(looksLikeSecret(key, value)).toBe(false);
});

test('a state backend with a secret is refused, without repeating it', () => {
  const message = refusal(() => StateBackend.of('s3', { bucket: 'state', secret_key: 'hunter2' }));
  expect(message).toContain('StateBackend.of("s3"): secret_key holds a secret');
  expect(message).not.toContain('hunter2');
});
