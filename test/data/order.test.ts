import { CloudStack } from '../../src/core';
import { Bucket } from '../../src/data/bucket';
import { Cache } from '../../src/data/cache';
import { Backup } from '../../src/data/contracts/backup';
import { RelationalDatabase } from '../../src/data/relational-database';
import { WebService } from '../../src/web/web-service';
import { cloud } from '../support/synth';

test('the order of statements changes no byte', () => {
  const one = cloud((stack) => {
    const media = new Bucket(stack, 'media');
    const backups = new Bucket(stack, 'backups');
    const orders = new RelationalDatabase(stack, 'orders', { backup: Backup.nightly({ to: backups }), extensions: ['hstore', 'pgcrypto'] });
    const sessions = new Cache(stack, 'sessions');
    const shop = service(stack, 'shop');
    const admin = service(stack, 'admin');
    shop.bind(media);
    shop.bind(orders);
    shop.bind(sessions);
    admin.bind(media);
  });
  const other = cloud((stack) => {
    const admin = service(stack, 'admin');
    const sessions = new Cache(stack, 'sessions');
    const backups = new Bucket(stack, 'backups');
    const media = new Bucket(stack, 'media');
    admin.bind(media);
    const shop = service(stack, 'shop');
    shop.bind(sessions);
    const orders = new RelationalDatabase(stack, 'orders', { backup: Backup.nightly({ to: backups }), extensions: ['pgcrypto', 'hstore'] });
    shop.bind(orders);
    shop.bind(media);
  });
  expect(other.files).toStrictEqual(one.files);
});

function service(stack: CloudStack, id: string): WebService {
  return new WebService(stack, id, { image: 'ghcr.io/acme/shop:1.4.2', port: 8080 });
}
