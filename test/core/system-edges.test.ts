import { Target } from '../../src/core';
import { RelationalDatabase } from '../../src/data/relational-database';
import { cloud } from '../support/synth';

it.each([['eks', Target.eks(), ['443']], ['k3s', Target.k3s(), ['443', '6443']]])('opens the ports that the API server of %s has, and no others', (_kind, target, ports) => {
  const template = cloud((stack) => new RelationalDatabase(stack, 'orders'), { target });
  const { egress } = template.networkPolicy('orders').spec as { egress: { to: object[]; ports?: { port: string }[] }[] };
  const toApiServer = egress.filter(({ to }) => JSON.stringify(to).includes('ip_block'));
  expect(toApiServer.map((rule) => rule.ports?.map(({ port }) => port))).toStrictEqual([ports]);
});
