// Makes the mistake that is its argument, and does nothing about it.
import { App } from 'cdktf';
import { CloudStack, data, Target, web } from '@quanttide/cloud';

const app = new App();
const cloud = new CloudStack(app, 'acme');
const mistakes: Record<string, () => void> = {
  constructor: () => void new web.WebService(cloud, 'shop', { image: 'ghcr.io/acme/shop' }),
  method: () => new web.WebService(cloud, 'shop', { image: 'ghcr.io/acme/shop:1.4.2' }).expose('https://shop.acme.example'),
  function: () => void Target.k3s({ imageMirror: 'https://registry.acme.example' }),
  synth: () => {
    const other = new CloudStack(app, 'other', { foundation: cloud.platform });
    new data.RelationalDatabase(other, 'orders');
    app.synth();
  },
  own: () => {
    throw new Error('the price list is empty');
  },
};
mistakes[process.argv[2]]();
