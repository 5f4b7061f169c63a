import { blueprints, CloudStack, data, Namespace, sky, Target, tenancy, testing } from '@quanttide/cloud';
import { Mistakes } from './mistakes';

const IMAGE = 'ghcr.io/acme/shop:1.4.2';
const DOMAIN = 'branch.acme.example';
const PLACED = 'test/languages/bad-input/files/placement.lock.json';

export const PLATFORMS: Mistakes = {
  'a name that nothing has': (_acme, app) => new blueprints.PrivateCloud(app, 'branch', {
    domain: DOMAIN, target: Target.k3s(), databases: { orders: {} }, apps: { shop: { image: IMAGE, binds: ['order'] } },
  }),
  'a part that is switched off': (_acme, app) => new blueprints.PrivateCloud(app, 'branch', {
    domain: DOMAIN, target: Target.k3s(), accounts: { enabled: false }, apps: { shop: { image: IMAGE, login: {}, host: 'shop.acme.example' } },
  }),
  'two parts of one name': (_acme, app) => new blueprints.PrivateCloud(app, 'branch', {
    domain: DOMAIN, target: Target.k3s(), databases: { shop: {} }, apps: { shop: { image: IMAGE } },
  }),
  'a placement file that is not there': () => sky.Placement.fromFile('test/languages/bad-input/files/none.json', 'acme'),
  'a placement file that is not JSON': () => sky.Placement.fromFile('test/languages/bad-input/files/conflict.json', 'acme'),
  'a placement file of another version': () => sky.Placement.fromFile('test/languages/bad-input/files/other-version.json', 'acme'),
  'a placement file that was edited': () => sky.Placement.fromFile('test/languages/bad-input/files/edited-placement.lock.json', 'acme'),
  'a placement of another stack': () => sky.Placement.fromFile(PLACED, 'other'),
  'a placement that no longer fits': (acme, app) => {
    const placement = sky.Placement.fromFile(PLACED, 'acme');
    placement.applyTo(acme);
    app.synth();
  },
  'a placement on another vendor': (_acme, app) => {
    const placement = sky.Placement.fromFile(PLACED, 'acme');
    const other = new CloudStack(app, 'other', { target: Target.gke() });
    placement.applyTo(other);
    app.synth();
  },
  'a placement with volumes of another class': (_acme, app) => {
    const placement = sky.Placement.fromFile(PLACED, 'acme');
    const other = new CloudStack(app, 'other', { target: Target.eks() });
    placement.applyTo(other);
    app.synth();
  },
  'half a pod': (acme) => new tenancy.Workspace(acme, 'team', { quota: { pods: 0.5 } }),
  'a stack that the folder does not hold': () => testing.Template.fromFolder('test/languages/bad-input/files', 'acme'),
  'a resource that is not there': (acme) => {
    const template = testing.Template.synth(acme);
    template.resource('kubernetes_namespace_v1.shop');
  },
  'a name of a resource that is not there': (acme) => {
    const template = testing.Template.synth(acme);
    template.named('kubernetes_namespace_v1', 'shop');
  },
  'a release that is not there': (acme) => {
    const template = testing.Template.synth(acme);
    template.release('shop');
  },
  'an object that is not there': (acme) => {
    const template = testing.Template.synth(acme);
    template.object('Cluster', 'orders');
  },
  'a resource that is not as demanded': (acme) => {
    const template = testing.Template.synth(acme);
    template.assertResource('kubernetes_pod_v1');
  },
  'a release with other values': (acme) => {
    new data.Cache(acme, 'sessions');
    const template = testing.Template.synth(acme);
    template.assertValues('sessions', { nothing: 'of the kind' });
  },
  'another number of resources': (acme) => {
    new Namespace(acme, 'shop');
    const template = testing.Template.synth(acme);
    template.assertResourceCount('kubernetes_namespace_v1', 5);
  },
};
