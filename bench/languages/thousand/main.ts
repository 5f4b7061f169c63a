// A thousand web services, each bound to a database and exposed.
import { App } from 'cdktf';
import { CloudStack, data, Target, web } from '@quanttide/cloud';

const app = new App();
const cloud = new CloudStack(app, 'acme', { target: Target.k3s(), domain: 'acme.example' });
const orders = new data.RelationalDatabase(cloud, 'orders');
for (let number = 0; number < 1000; number++) {
  new web.WebService(cloud, `service-${number}`, { image: 'ghcr.io/acme/shop:1.4.2', port: 8080, binds: [orders], hosts: [`service-${number}.acme.example`] });
}
app.synth();
