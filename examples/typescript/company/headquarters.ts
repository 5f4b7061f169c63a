import { Construct } from 'constructs';
import {
  accounts, ChartRelease, CloudStack, Consumer, CustomResources, data, Namespace, networking, Program, secrets, Size, StateBackend,
  Target, tenancy, web, Workload,
} from '@quanttide/cloud';
import { requireMetricsOperator } from './metrics-operator';
import { MetricsSetup } from './metrics-setup';

/** Everything that the headquarters of Acme run, on a cluster that was there before. */
export class Headquarters extends CloudStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id, {
      target: Target.kubernetes({
        storageClass: 'fast',
        imageMirror: 'registry.acme.example/mirror',
        imagePullSecrets: ['registry'],
        loadBalancerAnnotations: { 'acme.example/zone': 'a', 'acme.example/address': '198.51.100.7' },
      }),
      domain: 'acme.example',
      size: Size.MEDIUM,
      backend: StateBackend.of('http', { address: 'https://state.acme.example/headquarters', retry_max: 3 }),
    });
    const gateway = this.addEntrance();
    const vault = new secrets.SecretStore(this, 'vault', { driver: secrets.SecretStoreDrivers.openBao(), storage: '5Gi' });

    const sales = new tenancy.Workspace(this, 'sales', { quota: { cpu: '8', memory: '32Gi', pods: 60 } });
    const files = new data.ObjectStore(sales, 'files', { storage: '50Gi', overrides: { filer: { loggingOverrideLevel: 2 } } });
    const exports = new data.Bucket(sales, 'exports', { store: files, versioning: true });
    const orders = new data.RelationalDatabase(sales, 'orders', {
      instances: 3,
      storage: '20Gi',
      backup: data.Backup.schedule('15 3 * * *', { to: exports, retentionDays: 7 }),
      pointInTimeRecovery: true,
    });
    const sessions = new data.Cache(sales, 'sessions', { memory: '256Mi', persistence: true });

    const shop = new web.WebService(sales, 'shop', {
      image: 'ghcr.io/acme/shop:1.4.2',
      autoscaling: { minimum: 2, maximum: 6, targetCpuPercent: 60 },
      liveness: web.Probe.tcp({ periodSeconds: 20, failureThreshold: 5 }),
      secrets: { PAYMENT_KEY: web.SecretValue.fromStore('apps/shop', 'payment-key') },
      environment: { GREETING: 'Grüß Gott, 你好', TAX: '{"de":19,"fr":20}' },
    });
    shop.bind(orders);
    shop.bind(sessions);
    shop.allowEgress('pay.example', { ports: [443], addresses: ['203.0.113.0/24'] });
    shop.expose('shop.acme.example', { gateway });

    const login = new accounts.IdentityProvider(this, 'login', { gateway, host: 'id.acme.example', realm: 'acme' });
    const handbook = new web.StaticSite(sales, 'handbook', { pages: { 'index.html': '<!doctype html>\n<title>How we work</title>\n' } });
    handbook.expose('handbook.acme.example', { gateway });
    handbook.requireLogin(login);

    new web.Worker(sales, 'mailer', { image: 'ghcr.io/acme/mailer:2.0.0', cpu: '50m' }).bind(orders);
    const report = new web.ScheduledJob(sales, 'report', {
      image: 'ghcr.io/acme/report:1.0.0',
      schedule: '30 6 * * 1-5',
      concurrency: web.ConcurrencyPolicy.REPLACE,
    });
    report.bind(orders);
    report.bind(exports);

    this.addWarehouse(orders);
    this.addMetrics(vault);
  }

  /** How requests come in: names, certificates, gateway. */
  private addEntrance(): networking.Gateway {
    new networking.Dns(this, 'dns', { driver: networking.DnsDrivers.manual(), domains: ['acme.example'] });
    const issuer = new networking.CertificateIssuer(this, 'certificates', {
      driver: networking.CertificateIssuerDrivers.ownAuthority({ commonName: 'Acme' }),
    });
    return new networking.Gateway(this, 'entrance', { driver: networking.GatewayDrivers.envoyGateway(), issuer });
  }

  /** A program that comes as a chart of the company's own, and uses a database of the platform. */
  private addWarehouse(orders: data.RelationalDatabase): void {
    const { namespaceName } = new Namespace(this, 'warehouse');
    const workload = new Workload(this, 'warehouse-pods', { name: 'warehouse', namespaceName, labels: { app: 'warehouse' } });
    const consumer = new Consumer(this, 'warehouse-consumer', { componentName: 'warehouse', namespaceName, workload });
    const { host, password } = consumer.use(orders).values;
    const source = { seenIn: "the company's own chart museum", date: '2026-11-22' };
    new ChartRelease(this, 'warehouse-chart', {
      releaseName: 'warehouse',
      namespaceName,
      chart: { name: 'warehouse', repository: 'https://charts.acme.example', version: '3.1.0', appVersion: '3.1.4', source },
      wiring: { database: { host: host.value, passwordSecret: password.secret?.secretName } },
      values: { replicas: 2, ratio: 0.75, debug: false, tolerations: [], labels: { zone: 'a', app: 'warehouse' } },
      overrides: { replicas: 4 },
      after: [orders.ready],
    });
  }

  /** An operator that the library does not know, an object of its kind, and a program that runs once. */
  private addMetrics(vault: secrets.SecretStore): void {
    const operator = requireMetricsOperator(this);
    const { namespaceName } = new Namespace(this, 'metrics');
    const release = new CustomResources(this, 'metrics-objects', { releaseName: 'metrics', namespaceName, after: operator.addresses });
    release.add({ apiVersion: 'metrics.acme.example/v1', kind: 'Store', metadata: { name: 'store' }, spec: { retention: '30d', shards: 2 } });
    const token = vault.generate(this, { namespaceName, secretName: 'metrics-token', keys: ['token'], length: 32 });
    new Program(this, 'metrics-setup', {
      name: 'metrics-setup',
      namespaceName,
      image: 'docker.io/library/busybox:1.37.0',
      shell: '/bin/sh',
      text: 'cat "$STATE/index.txt" "$SECRETS/token"\n',
      requests: { cpu: '50m', memory: '64Mi', instances: 1 },
      input: new MetricsSetup(token, release.address),
    });
  }
}
