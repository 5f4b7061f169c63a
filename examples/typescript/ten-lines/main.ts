import { App } from 'cdktf';
import { accounts, CloudStack, data, Target, web } from '@quanttide/cloud';

const app = new App();
const cloud = new CloudStack(app, 'acme', { target: Target.k3s(), domain: 'acme.example' });

const login = new accounts.IdentityProvider(cloud, 'login');
const orders = new data.RelationalDatabase(cloud, 'orders');

const shop = new web.WebService(cloud, 'shop', { image: 'ghcr.io/acme/shop:1.4.2', port: 8080 });
shop.bind(orders);
shop.requireLogin(login);
shop.expose('shop.acme.example');

app.synth();
