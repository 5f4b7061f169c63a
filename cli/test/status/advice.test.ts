import { ADVICE } from '../../src/status/advice';
import { merged, plain, Problem, Reason } from '../../src/status/problem';

const CONTEXT = { folder: 'dist/acme', apply: 'terraform -chdir=dist/acme apply' };

function problem(reason: Reason, more: Partial<Problem> = {}): Problem {
  return { reason, object: { apiVersion: 'v1', kind: 'Pod', namespace: 'acme', name: 'shop-1' }, message: 'secret "orders-app" not found', container: 'main', image: 'ghcr.io/acme/shop:1', ...more };
}

describe('advice', () => {
  it.each(Object.values(Reason))('is there for "%s", a whole sentence with every name filled in', (reason) => {
    const advice = ADVICE[reason](problem(reason), CONTEXT);
    expect(advice.length).toBeGreaterThan(20);
    expect(advice).not.toMatch(/undefined|\[object|\$\{|NaN/);
  });

  it('is of its own for each reason', () => {
    const all = Object.values(Reason).map((reason) => ADVICE[reason](problem(reason), CONTEXT));
    expect(new Set(all).size).toBe(all.length);
  });

  it.each([
    [Reason.IMAGE_PULL, 'ghcr.io/acme/shop:1'],
    [Reason.CRASH, 'kubectl logs -n acme shop-1 -c main --previous'],
    [Reason.MISSING_SECRET, 'The Secret acme/orders-app is not there'],
    [Reason.RELEASE_PENDING, 'qtcloud recover dist/acme'],
    [Reason.OBJECT_MISSING, 'qtcloud drift dist/acme'],
    [Reason.POD_SECURITY, 'pod-security.kubernetes.io/enforce'],
  ])('for "%s" names "%s"', (reason, text) => {
    expect(ADVICE[reason](problem(reason), CONTEXT)).toContain(text);
  });

  it('for a pod that the node ended depends on what it took too much of', () => {
    const next = (message: string) => ADVICE[Reason.EVICTED](problem(Reason.EVICTED, { message }), CONTEXT);
    expect(next('Evicted: The node was low on resource: memory.')).toMatch(/Look at the node/);
    expect(next('Evicted: Pod ephemeral local storage usage exceeds the total limit of containers 1Gi.')).toMatch(/"ephemeralStorage" of an app/);
  });

  it('for a pod that no node takes depends on what is short', () => {
    const next = (message: string) => ADVICE[Reason.UNSCHEDULABLE](problem(Reason.UNSCHEDULABLE, { message }), CONTEXT);
    expect(next('0/3 nodes are available: 3 Insufficient cpu.')).toMatch(/Add nodes/);
    expect(next('0/3 nodes are available: 3 node(s) didn\'t match Pod\'s node affinity/selector.')).toMatch(/labels/);
    expect(next('pod has unbound immediate PersistentVolumeClaims')).toMatch(/volume comes first/);
  });
});

describe('a message of the cluster', () => {
  it('is shown on one line, without what steers a terminal', () => {
    expect(plain('one\n  two\u001b[31m three\u0007')).toBe('one two [31m three');
  });

  it('is shown without the credentials of an address', () => {
    expect(plain('cannot pull https://robot:hunter2@registry.example/shop')).toBe('cannot pull https://…@registry.example/shop');
  });

  it('is cut where it goes on for ever', () => {
    expect(plain('x'.repeat(5000))).toHaveLength(601);
  });
});

describe('problems that differ in the object only', () => {
  it('are told once, with their number', () => {
    const of = (name: string, message = `pod ${name} fails`) => problem(Reason.CRASH, { object: { apiVersion: 'v1', kind: 'Pod', namespace: 'acme', name }, message });
    expect(merged([of('shop-x1'), of('shop-x2'), of('shop-x3'), of('shop-x4', 'otherwise')]).map(({ object, others }) => [object.name, others])).toStrictEqual([['shop-x1', 2], ['shop-x4', undefined]]);
  });
});
