import { Construct } from 'constructs';
import { CloudStack } from '../../src/core';
import { Gateway } from '../../src/networking/gateway';
import { cloud, refusal } from '../support/synth';
import { ACME, protect, SomeLogin } from './support';

function expose(stack: CloudStack, count: number, login?: SomeLogin): void {
  for (let index = 0; index < count; index++) {
    const route = Gateway.of(stack).addRoute(new Construct(stack, `shop-${index}`), {
      host: `shop-${index}.acme.example`, serviceName: `shop-${index}`, servicePort: 80, targetPort: 8080, namespaceName: 'acme',
    });
    if (login !== undefined) {
      protect(route, login, 'acme', ['staff']);
    }
  }
}

test('a thousand routes of one namespace fit into its one release', () => {
  const template = cloud((stack) => expose(stack, 1000), ACME);
  expect(template.objectsOfKind('HTTPRoute')).toHaveLength(1001);
  const bytes = Buffer.byteLength(JSON.stringify(template.release('gateway-routes').values));
  expect(bytes).toBeLessThan(1024 * 1024);
});

test('four hundred of them may ask for a login', () => {
  const template = cloud((stack) => expose(stack, 400, new SomeLogin(stack)), ACME);
  expect(template.objectsOfKind('SecurityPolicy')).toHaveLength(400);
});

test('fails where a thousand ask for a login, with advice', () => {
  expect(refusal(() => cloud((stack) => expose(stack, 1000, new SomeLogin(stack)), ACME))).toMatch(/do not fit into one Helm release.*Divide the services over several workspaces/);
});
