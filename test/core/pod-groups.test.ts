import { CloudStack, Size, Target } from '../../src/core';
import { Bucket } from '../../src/data/bucket';
import { Backup } from '../../src/data/contracts/backup';
import { RelationalDatabase } from '../../src/data/relational-database';
import { WebService } from '../../src/web';
import { cloud, listAt, objectAt, valueAt } from '../support/synth';
import { Template } from '../../src/testing/template';

/** A platform with one of everything that keeps its instances apart, each in another way. */
function platform(size: Size): Template {
  return cloud((stack: CloudStack) => {
    const media = new Bucket(stack, 'media');
    const orders = new RelationalDatabase(stack, 'orders', { backup: Backup.nightly({ to: media, retentionDays: 7 }) });
    new WebService(stack, 'shop', { image: 'ghcr.io/acme/shop:1', port: 8080, autoscaling: { minimum: 2, maximum: 6 } }).bind(orders);
  }, { size, target: Target.k3s() });
}

function component(template: Template, name: string): Record<string, unknown> {
  const found = listAt(template.platform, 'components').find((each) => valueAt(each, 'name') === name);
  return objectAt(found, 'footprint');
}

test('platform.json tells the pods of an object store part by part, each with its own volume', () => {
  const footprint = component(platform(Size.LARGE), 'object-store');

  expect(footprint).toMatchObject({ instances: 3, spread: 'required' });
  expect(footprint.podGroups).toStrictEqual([
    { name: 'object-store-master', cpu: '200m', memory: '512Mi', storage: '1Gi', instances: 3 },
    { name: 'object-store-volume', cpu: '400m', memory: '1024Mi', storage: '100Gi', instances: 3 },
    { name: 'object-store-filer', cpu: '400m', memory: '1024Mi', instances: 3 },
    { name: 'object-store-s3', cpu: '400m', memory: '1024Mi', instances: 3 },
  ]);
});

test('one instance needs no spread, and its filer keeps a volume of its own', () => {
  const footprint = component(platform(Size.SMALL), 'object-store');

  expect(footprint.spread).toBeUndefined();
  expect(footprint.podGroups).toContainEqual({ name: 'object-store-filer', cpu: '100m', memory: '256Mi', storage: '5Gi', instances: 1 });
});

test('platform.json tells how many instances an autoscaler makes at most, and what they prefer', () => {
  expect(component(platform(Size.SMALL), 'shop')).toStrictEqual({ instances: 2, maximumInstances: 6, spread: 'preferred', cpu: '100m', memory: '128Mi' });
});

test('platform.json tells where backups go, and for how long they stay', () => {
  const template = platform(Size.SMALL);
  const orders = listAt(template.platform, 'components').find((each) => valueAt(each, 'name') === 'orders');

  expect(valueAt(orders, 'demands')).toMatchObject({ backup: '0 2 * * *', backupBucket: 'media', backupRetentionDays: 7 });
  expect(valueAt(template.platform, 'platforms', 0, 'storageClass')).toBe('local-path');
});
