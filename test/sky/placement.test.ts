import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { PlatformDocument } from '../../src/core';
import { CloudStack, CloudStackProps, Size, Target } from '../../src/core';
import { RelationalDatabase } from '../../src/data/relational-database';
import { demandDigest, demandsOf } from '../../src/sky/demand-digest';
import { Placement } from '../../src/sky/placement';
import { PlacedStack, placementText } from '../../src/sky/placement-file';
import { Template } from '../../src/testing/template';
import { WebService } from '../../src/web';
import { cloud, refusal, valueAt } from '../support/synth';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'placement-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function platform(stack: CloudStack, replicas = 2): void {
  const orders = new RelationalDatabase(stack, 'orders');
  new WebService(stack, 'shop', { image: 'ghcr.io/acme/shop:1', port: 8080, replicas }).bind(orders);
}

function document(props: CloudStackProps = {}, replicas?: number): PlatformDocument {
  return cloud((stack) => platform(stack, replicas), props).platform as unknown as PlatformDocument;
}

/** Writes a decision for the platform above. */
function decided(changes: Partial<PlacedStack> = {}, stack = 'acme'): string {
  const path = join(folder, 'placement.lock.json');
  const found = document();
  writeFileSync(path, placementText({
    [stack]: {
      platform: demandDigest(found), demands: demandsOf(found), demand: 'x', vendors: ['aws'], regions: ['aws/us-east-1'], groups: {}, flexible: ['acme/shop'],
      pools: [{ name: 'm7g-large', vendor: 'aws', region: 'us-east-1', type: 'm7g.large', count: 2, zones: [2], architecture: 'arm64', purchase: 'on-demand', taints: ['kubernetes.io/arch=arm64:NoSchedule'] }],
      storageProducts: { standard: 'gp3' }, currency: 'USD', monthly: '100', bound: '99', oldestPrice: '2026-01-01', newestPrice: '2026-02-01', ...changes,
    },
  }));
  return path;
}

function placed(path: string, props: CloudStackProps = {}, replicas?: number): Template {
  const placement = Placement.fromFile(path, 'acme');
  return cloud((stack) => {
    placement.applyTo(stack);
    platform(stack, replicas);
  }, { target: placement.target(), ...props });
}

test('the vendor, the storage class and the nodes come from the decision', () => {
  const template = placed(decided());
  const shop = template.named('kubernetes_deployment_v1', 'shop');

  expect(valueAt(template.platform, 'platforms', 0)).toMatchObject({ target: 'eks', storageClass: 'gp3' });
  expect(valueAt(shop, 'spec', 'template', 'spec', 'toleration')).toStrictEqual([{ key: 'kubernetes.io/arch', operator: 'Equal', value: 'arm64', effect: 'NoSchedule' }]);
});

test('pods of components that were not placed there stay away from nodes with taints', () => {
  const shop = placed(decided({ flexible: [] })).named('kubernetes_deployment_v1', 'shop');

  expect(valueAt(shop, 'spec', 'template', 'spec', 'toleration')).toBeUndefined();
});

test('without a decision nothing changes', () => {
  const shop = cloud((stack) => platform(stack)).named('kubernetes_deployment_v1', 'shop');

  expect(valueAt(shop, 'spec', 'template', 'spec', 'toleration')).toBeUndefined();
  expect(valueAt(shop, 'spec', 'template', 'spec', 'node_selector')).toBeUndefined();
});

test.each([
  ['the kind of cluster', { target: Target.ack() }],
  ['the storage class', { target: Target.eks({ storageClass: 'io2' }) }],
])('the digest of the demand is the same whatever %s', (_, props) => {
  expect(demandDigest(document(props))).toBe(demandDigest(document()));
});

test.each([
  ['more instances', document.bind(undefined, {}, 3)],
  ['another size', document.bind(undefined, { size: Size.LARGE }, 2)],
])('the digest is another one with %s', (_, other) => {
  expect(demandDigest(other())).not.toBe(demandDigest(document()));
});

test('fails where the platform asks for something else than what was placed, and tells what', () => {
  expect(refusal(() => placed(decided(), {}, 3))).toMatch(/no longer fits this platform: acme\/shop: 2 × 100m CPU, 128Mi; apart: preferred before, 3 × 100m CPU, 128Mi; apart: preferred now\. Run "qtcloud place"/);
});

test('fails where the target is another vendor\'s', () => {
  expect(refusal(() => placed(decided(), { target: Target.gke() }))).toContain('places this platform on aws/us-east-1, and the target is gke. Use Target.eks(…)');
});

test('fails where volumes are of another class than what was priced', () => {
  expect(refusal(() => placed(decided(), { target: Target.eks() }))).toContain('prices volumes as gp3, which is the storage class "gp3", and the target has "gp2".');
});

test('a cluster of no vendor in particular is taken', () => {
  expect(() => placed(decided({ storageProducts: {} }), { target: Target.kubernetes() })).not.toThrow();
});

describe('fails for a file', () => {
  test('that is not there', () => {
    expect(refusal(() => Placement.fromFile(join(folder, 'none.json'), 'acme'))).toContain('cannot be read. Run "qtcloud place" to write it');
  });

  test('that is not JSON', () => {
    writeFileSync(join(folder, 'bad.json'), '<<<<<<< HEAD');

    expect(refusal(() => Placement.fromFile(join(folder, 'bad.json'), 'acme'))).toContain('is not JSON.');
  });

  test('of another version', () => {
    writeFileSync(join(folder, 'old.json'), '{"schemaVersion":9,"stacks":{}}');

    expect(refusal(() => Placement.fromFile(join(folder, 'old.json'), 'acme'))).toContain('is not one of this version (schemaVersion 1)');
  });

  test.each([['the number of nodes', '"count": 2', '"count": 1'], ['the cost', '"monthly": "100"', '"monthly": "1"'], ['the digest itself', /"digest": "./, '"digest": "g']])('in which %s was edited by hand', (_, from, to) => {
    const path = decided();
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));

    expect(refusal(() => Placement.fromFile(path, 'acme'))).toContain('was edited by hand: its digest does not fit its content');
  });

  test('of another platform', () => {
    const path = decided({}, 'other');

    expect(refusal(() => Placement.fromFile(path, 'acme'))).toContain('says nothing of the stack "acme": it is of other.');
  });
});
