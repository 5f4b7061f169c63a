import { App } from 'cdktf';
import { blueprints, Target } from '@quanttide/cloud';
import { Headquarters } from './headquarters';
import { Laboratory } from './laboratory';

const app = new App();
new Headquarters(app, 'acme');
new Laboratory(app, 'laboratory');
new blueprints.PrivateCloud(app, 'branch', {
  domain: 'branch.acme.example',
  target: Target.k3s(),
  databases: { orders: { backup: blueprints.BackupSchedule.NIGHTLY, extensions: ['pgcrypto'] }, customers: {} },
  buckets: { media: { versioning: true } },
  caches: { sessions: {} },
  apps: {
    shop: { image: 'ghcr.io/acme/shop:1.4.2', binds: ['orders', 'sessions', 'media'], host: 'shop.branch.acme.example' },
    office: { image: 'ghcr.io/acme/office:1.0.0', binds: ['customers'], host: 'office.branch.acme.example', login: { groups: ['staff'] } },
  },
  quota: { cpu: '16', memory: '64Gi' },
});
app.synth();
