import { Construct } from 'constructs';
import { accounts, CloudStack, data, Target, web } from '@quanttide/cloud';

const STAFF = ['staff', 'support'];

/** The shop of Acme: what customers see, what the staff works with, and what runs at night. */
export class Shop extends CloudStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id, { target: Target.k3s(), domain: 'acme.example' });

    // Data.
    const files = new data.ObjectStore(this, 'files');
    const backups = new data.Bucket(this, 'backups', { store: files });
    const media = new data.Bucket(this, 'media', { store: files, versioning: true });
    const orders = new data.RelationalDatabase(this, 'orders', {
      extensions: ['pgcrypto'],
      backup: data.Backup.nightly({ to: backups, retentionDays: 14 }),
    });
    const sessions = new data.Cache(this, 'sessions');

    // What customers see.
    const shop = new web.WebService(this, 'shop', {
      image: 'ghcr.io/stefanprodan/podinfo:6.9.2',
      port: 9898,
      user: 100,
      replicas: 2,
      readiness: web.Probe.http('/readyz'),
      environment: { PODINFO_UI_MESSAGE: 'Welcome to the shop', PODINFO_UI_COLOR: '#34577c' },
    });
    for (const provider of [orders, sessions, media]) {
      shop.bind(provider);
    }
    shop.expose(`shop.${this.platform.domain}`);

    // What the staff works with: they sign in first.
    const login = new accounts.IdentityProvider(this, 'login');
    const backOffice = new web.WebService(this, 'back-office', { image: 'docker.io/nginxinc/nginx-unprivileged:1.29.4-alpine' });
    backOffice.bind(orders, { prefix: 'DATABASE' });
    backOffice.expose(`back-office.${this.platform.domain}`);
    backOffice.requireLogin(login, { groups: STAFF });

    // What runs at night.
    const report = new web.ScheduledJob(this, 'report', {
      image: 'docker.io/library/busybox:1.37.0',
      command: ['sh', '-c', 'date'],
      schedule: '0 6 * * 1',
      timeZone: 'Europe/Berlin',
      user: 65534,
    });
    report.bind(orders);
  }
}
