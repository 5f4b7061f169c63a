import { blueprints, CloudStack, data, Target } from '@quanttide/cloud';
import { App } from 'cdktf';
import { PostgresService } from './postgres-service';

const app = new App();

// For a whole platform …
const cloud = new CloudStack(app, 'acme', { target: Target.k3s(), drivers: [new PostgresService()] });
new data.RelationalDatabase(cloud, 'orders');

// … or for one database of a blueprint.
new blueprints.PrivateCloud(app, 'branch', {
  domain: 'branch.acme.example',
  target: Target.k3s(),
  databases: { orders: { driver: new PostgresService(), extensions: ['pgcrypto'], instances: 2 } },
  apps: { shop: { image: 'ghcr.io/acme/shop:1.4.2', binds: ['orders'] } },
});
app.synth();
