import { App, TerraformResource, TerraformStack, Testing } from 'cdktf';
import { ChartRelease, CloudStack, Credentials, CustomResources, data, LockChange, Namespace, Operator, Platform, StateBackend, Target, web } from '@quanttide/cloud';
import { repeated } from '../helpers';
import { Mistakes } from './mistakes';

const LOCK = 'test/languages/bad-input/files/platform.lock.json';
const SOURCE = { seenIn: 'the company\'s own handbook', date: '2026-11-22' };
const CHART = { name: 'sample-db', repository: 'https://charts.acme.example', version: '1.2.3', appVersion: '1', source: SOURCE };
const SAMPLE = { product: 'sample-db', title: 'SampleDB', contract: 'data.RelationalDatabase', charts: [CHART], sources: [SOURCE] };
const WITHOUT_CHART = { product: 'sample-db', title: 'SampleDB', contract: 'data.RelationalDatabase', charts: [], sources: [SOURCE] };
const THING = { apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name: 'a' } };
const LABELS = { app: 'sample-db' };

export const CORE: Mistakes = {
  'a domain without a dot': (_acme, app) => new CloudStack(app, 'other', { domain: 'acme' }),
  'two drivers for one contract': (_acme, app) => {
    const one = data.RelationalDatabaseDrivers.cloudNativePg();
    const two = data.RelationalDatabaseDrivers.cloudNativePg();
    return new CloudStack(app, 'other', { drivers: [one, two] });
  },
  'a version of the provider that is none': (_acme, app) => new CloudStack(app, 'other', { kubernetesProviderVersion: '3' }),
  'a version of the provider that is not supported': (_acme, app) => new CloudStack(app, 'other', { kubernetesProviderVersion: '2.30.0' }),
  'a platform of another id': (_acme, app) => {
    const stack = new TerraformStack(app, 'plain');
    return new Platform(stack, 'other');
  },
  'the id of a cluster that is taken': (acme) => acme.addCluster('platform', {}),
  'a foundation without what is needed': (acme, app) => {
    const above = new CloudStack(app, 'above', { foundation: acme.platform });
    new web.WebService(above, 'shop', { image: 'ghcr.io/acme/shop:1.4.2', hosts: ['shop.acme.example'] });
  },
  'a foundation without an operator': (acme, app) => {
    const above = new CloudStack(app, 'above', { foundation: acme.platform });
    new data.RelationalDatabase(above, 'orders');
    app.synth();
  },
  'a database on another cluster': (acme) => {
    const edge = acme.addCluster('edge', {});
    const orders = new data.RelationalDatabase(acme, 'orders');
    new web.WebService(edge, 'shop', { image: 'ghcr.io/acme/shop:1.4.2', binds: [orders] });
  },
  'what another stack made': (acme, app) => {
    const theirs = new TerraformResource(acme, 'theirs', { terraformResourceType: 'null_resource' });
    const other = new CloudStack(app, 'other');
    new web.WebService(other, 'shop', { image: 'ghcr.io/acme/shop:1.4.2', environment: { THEIRS: theirs.getStringAttribute('id') } });
    app.synth();
  },
  'an output in HCL': () => {
    const written = new App({ hclOutput: true });
    new CloudStack(written, 'acme');
    written.synth();
  },
  'a test in HCL': (acme) => {
    Testing.synthHcl(acme);
  },
  'one name for two': (acme) => {
    new data.RelationalDatabase(acme, 'one', { componentName: 'orders' });
    new data.RelationalDatabase(acme, 'other', { componentName: 'orders' });
  },
  'one id for two': (acme) => {
    new data.RelationalDatabase(acme, 'orders');
    new data.Cache(acme, 'orders');
  },
  'one namespace for two': (acme) => {
    new Namespace(acme, 'one', { namespaceName: 'shop' });
    new Namespace(acme, 'other', { namespaceName: 'shop' });
  },
  'a namespace of Kubernetes\' own': (acme) => new Namespace(acme, 'system', { namespaceName: 'kube-system' }),
  'an object twice': (acme, app) => {
    new CustomResources(acme, 'things', { releaseName: 'things', namespaceName: 'acme', objects: [THING, THING] });
    app.synth();
  },
  'more objects than Helm keeps': (acme, app) => {
    const things = new CustomResources(acme, 'things', { releaseName: 'things', namespaceName: 'acme' });
    things.add({ apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name: 'a' }, spec: { text: repeated('x', 1100000) } });
    app.synth();
  },
  'things that wait for each other': (acme, app) => {
    const one = new CustomResources(acme, 'one', { releaseName: 'one', namespaceName: 'acme' });
    const other = new CustomResources(acme, 'other', { releaseName: 'other', namespaceName: 'acme' });
    one.waitFor(other.address);
    other.waitFor(one.address);
    app.synth();
  },
  'a value that ties a chart to the rest': (acme) => new ChartRelease(acme, 'shop', {
    chart: CHART, releaseName: 'shop', namespaceName: 'acme', wiring: { auth: { existing: 'a' } }, overrides: { auth: { existing: 'b' } },
  }),
  'an operator without a chart': (acme) => {
    Operator.require(acme, { manifest: WITHOUT_CHART, podLabels: LABELS, advice: 'sampleDatabase(stack)' });
  },
  'an operator with two sets of values': (acme) => {
    Operator.require(acme, { manifest: SAMPLE, podLabels: LABELS, advice: 'sampleDatabase(stack)', values: { replicas: 1 } });
    Operator.require(acme, { manifest: SAMPLE, podLabels: LABELS, advice: 'sampleDatabase(stack)', values: { replicas: 2 } });
  },
  'a secret for the backend': () => StateBackend.of('s3', { bucket: 'state', secret_key: 'hunter2' }),
  'a mirror with a scheme': () => Target.k3s({ imageMirror: 'https://registry.acme.example' }),
  'no time to become ready': () => Target.k3s({ readyTimeoutSeconds: 0 }),
  'a bundle that is a path': () => Target.k3s({ caBundle: '/etc/ssl/ca.pem' }),
  'a bundle with a private key': () => Target.k3s({ caBundle: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMIIE' }),
  'a proxy with a password': () => Target.k3s({ proxy: { http: 'http://me:hunter2@proxy.acme.example:3128' } }),
  'a lock file that is not there': (_acme, app) => new CloudStack(app, 'locked', { lockFile: 'test/languages/bad-input/files/none.json' }),
  'a lock file of another version': (_acme, app) => new CloudStack(app, 'locked', { lockFile: 'test/languages/bad-input/files/other-version.json' }),
  'changes without a lock file': (_acme, app) => new CloudStack(app, 'locked', { changes: [LockChange.forget('orders')] }),
  'a second lock file': (_acme, app) => {
    const locked = new CloudStack(app, 'locked', { lockFile: LOCK });
    locked.addCluster('edge', { lockFile: LOCK });
  },
  'a stack under another name than remembered': (_acme, app) => {
    new CloudStack(app, 'renamed', { lockFile: LOCK });
    app.synth();
  },
  'a database that is declared no more': (_acme, app) => {
    new CloudStack(app, 'locked', { lockFile: LOCK });
    app.synth();
  },
  'a change of what is not remembered': (_acme, app) => {
    const locked = new CloudStack(app, 'locked', { lockFile: LOCK, changes: [LockChange.destroy('billing')] });
    new data.RelationalDatabase(locked, 'orders');
    app.synth();
  },
  'a database that is forgotten and declared': (_acme, app) => {
    const locked = new CloudStack(app, 'locked', { lockFile: LOCK, changes: [LockChange.forget('orders')] });
    new data.RelationalDatabase(locked, 'orders');
    app.synth();
  },
  'a database with another identity': (_acme, app) => {
    const locked = new CloudStack(app, 'locked', { lockFile: LOCK });
    new data.RelationalDatabase(locked, 'orders', { componentName: 'sales' });
    app.synth();
  },
  'a database with another owner': (_acme, app) => {
    const locked = new CloudStack(app, 'locked', { lockFile: LOCK });
    new data.RelationalDatabase(locked, 'orders', { owner: 'sales' });
    app.synth();
  },
  'a database that is elsewhere now': (_acme, app) => {
    const locked = new CloudStack(app, 'locked', { lockFile: LOCK });
    new data.RelationalDatabase(locked, 'orders', { driver: data.RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials: Credentials.fromSecret('orders-db') }) });
    app.synth();
  },
};
