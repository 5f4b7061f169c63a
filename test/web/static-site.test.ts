import { StaticSite } from '../../src/web/static-site';
import { expectSound } from '../support/sound';
import { listAt, plain, textAt, valueAt } from '../support/synth';

describe('StaticSite', () => {
  it('serves its pages from a ConfigMap, read-only', () => {
    const template = plain((stack) => new StaticSite(stack, 'docs', { pages: { 'index.html': '<p>Costs ${price}</p>' } }));
    expect(valueAt(template.named('kubernetes_config_map_v1', 'docs-pages'), 'data')).toStrictEqual({ 'index.html': '<p>Costs $${price}</p>' });
    const [main] = listAt(template.named('kubernetes_deployment_v1', 'docs'), 'spec', 'template', 'spec', 'container') as Record<string, unknown>[];
    expect(main.volume_mount).toContainEqual({ name: 'docs-pages', mount_path: '/usr/share/nginx/html', read_only: true });
    expectSound(template);
  });

  it('is asked for a page whether it is ready, and for a connection whether it lives', () => {
    const [main] = listAt(plain((stack) => new StaticSite(stack, 'docs', { pages: {} })).named('kubernetes_deployment_v1', 'docs'), 'spec', 'template', 'spec', 'container') as Record<string, unknown>[];
    expect(main).toMatchObject({ readiness_probe: { http_get: { path: '/' } }, liveness_probe: { tcp_socket: [{ port: '8080' }] } });
  });

  it.each([[true, '/index.html'], [false, '=404']])('answers unknown paths as singlePage %s says', (singlePage, answer) => {
    const template = plain((stack) => new StaticSite(stack, 'docs', { image: 'ghcr.io/acme/docs:1.0.0', singlePage }));
    expect(textAt(template.named('kubernetes_config_map_v1', 'docs-server'), 'data', 'default.conf')).toContain(`try_files $uri $uri/ ${answer};`);
  });

  it('rolls its pods when what they serve changes', () => {
    const digestOf = (page: string) => {
      const template = plain((stack) => new StaticSite(stack, 'docs', { pages: { 'index.html': page } }));
      return textAt(template.named('kubernetes_deployment_v1', 'docs'), 'spec', 'template', 'metadata', 'annotations', 'cloud.quanttide.com/files');
    };
    expect(digestOf('one')).toBe(digestOf('one'));
    expect(digestOf('two')).not.toBe(digestOf('one'));
  });
});
