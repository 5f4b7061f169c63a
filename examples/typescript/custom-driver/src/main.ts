import { CloudStack, data, Target } from '@quanttide/cloud';
import { App } from 'cdktf';
import { PostgresService } from './postgres-service';

const app = new App();
const cloud = new CloudStack(app, 'acme', { target: Target.k3s(), drivers: [new PostgresService()] });
new data.RelationalDatabase(cloud, 'orders');
app.synth();
