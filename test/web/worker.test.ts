import { Worker } from '../../src/web/worker';
import { RelationalDatabase } from '../../src/data/relational-database';
import { expectSound } from '../support/sound';
import { cloud, listAt, plain } from '../support/synth';

describe('Worker', () => {
  it('works alone in a plain stack, with no Service and no port', () => {
    const template = plain((stack) => new Worker(stack, 'mailer', { image: 'ghcr.io/acme/mailer:2.0.0' }));
    expect(template.resourceTypes).toStrictEqual(['kubernetes_deployment_v1', 'kubernetes_namespace_v1', 'kubernetes_network_policy_v1']);
    const [main] = listAt(template.named('kubernetes_deployment_v1', 'mailer'), 'spec', 'template', 'spec', 'container') as Record<string, unknown>[];
    expect(main.port).toBeUndefined();
    expect(main.readiness_probe).toBeUndefined();
    expectSound(template);
  });

  it('uses what its props name as if bound by a call', () => {
    const byCall = cloud((stack) => new Worker(stack, 'mailer', { image: 'ghcr.io/acme/mailer:2.0.0' }).bind(new RelationalDatabase(stack, 'orders')));
    const byProps = cloud((stack) => new Worker(stack, 'mailer', { image: 'ghcr.io/acme/mailer:2.0.0', binds: [new RelationalDatabase(stack, 'orders')] }));
    expect(byProps.terraform).toStrictEqual(byCall.terraform);
    expect(listAt(byProps.networkPolicy('mailer'), 'spec', 'egress')).toHaveLength(1);
  });

  it('lets nobody in', () => {
    const template = cloud((stack) => new Worker(stack, 'mailer', { image: 'ghcr.io/acme/mailer:2.0.0' }).bind(new RelationalDatabase(stack, 'orders')));
    expect(listAt(template.networkPolicy('mailer'), 'spec', 'ingress')).toStrictEqual([]);
    expect(listAt(template.networkPolicy('mailer'), 'spec', 'egress')).toHaveLength(1);
  });
});
