import type { FootprintDocument } from '@quanttide/cloud';
import { fitOf, fitText } from '../../src/output/fit';
import { SAMPLE } from '../support/sample-platform';

function fit(...footprints: FootprintDocument[]) {
  return fitOf({ ...SAMPLE, operators: [], components: footprints.map((footprint) => ({ ...SAMPLE.components[0], footprint })) });
}

test('sums what every instance asks for', () => {
  expect(fit({ instances: 3, cpu: '500m', memory: '1Gi', storage: '10Gi' }, { instances: 1, cpu: '1', memory: '512Mi' })).toMatchObject({
    cpu: 2.5, memory: 3.5 * 2 ** 30, storage: 30 * 2 ** 30, nodes: 1,
  });
});

test('a tenth of each node is left to the system', () => {
  expect(fit({ instances: 1, cpu: '3600m', memory: '1Gi' }).nodes).toBe(1);
  expect(fit({ instances: 1, cpu: '3600m', memory: '1Gi' }, { instances: 1, cpu: '100m', memory: '1Gi' }).nodes).toBe(2);
});

test('instances are not split: three of 2 CPU do not fit on two nodes', () => {
  expect(fit({ instances: 3, cpu: '2', memory: '1Gi' }).nodes).toBe(3);
});

test('the scarcer of CPU and memory decides', () => {
  expect(fit({ instances: 4, cpu: '100m', memory: '14Gi' }).nodes).toBe(4);
});

test('what is larger than a node is counted as the nodes it would fill', () => {
  expect(fit({ instances: 1, cpu: '8', memory: '1Gi' }).nodes).toBe(3);
});

test('is said on one line', () => {
  expect(fitText(fit({ instances: 2, cpu: '1800m', memory: '4Gi', storage: '60Gi' }))).toBe('1 node of 4 CPU, 16 GiB (100 % used); 3.6 CPU, 8 GiB of memory, 120 GiB of volumes');
});
