import { createPrivateKey } from 'node:crypto';
import { renderMap, renderText } from '../../src/sandbox/simulator/template';

describe('templates of External Secrets, as the sandbox plays it', () => {
  it('put values and filtered values in their places', () => {
    expect(renderText('redis://default:{{ .password }}@host:6379', { password: 'p$1' })).toBe('redis://default:p$1@host:6379');
    expect(renderText('{{ .value | sha256sum }}', { value: 'abc' })).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(renderText('{{ index . "client-id" | b64enc }}', { 'client-id': 'x' })).toBe('eA==');
  });

  it.each(['{{ .missing }}', '{{ if .a }}x{{ end }}', '{{ .a | genPassword }}'])('refuse what they do not understand: %s', (template) => {
    expect(() => renderText(template, { a: 'x' })).toThrow('the sandbox does not understand');
  });

  it('make a self-signed certificate\'s key a real one', () => {
    const made = renderMap('{{- $made := genSelfSignedCert "host" nil nil 3650 -}}\ntls.crt: {{ $made.Cert | quote }}\ntls.key: {{ $made.Key | quote }}\n', {});
    expect(Object.keys(made)).toStrictEqual(['tls.crt', 'tls.key']);
    expect(createPrivateKey(made['tls.key']).asymmetricKeyType).toBe('ec');
  });
});
