import { Construct } from 'constructs';
import { IdentityProvider } from '../../src/accounts/identity-provider';
import { CloudStack, Driver, IBindable } from '../../src/core';
import { ValidationError } from '../../src/core/errors';
import { Backup } from '../../src/data/contracts/backup';
import { Bucket } from '../../src/data/bucket';
import { Cache } from '../../src/data/cache';
import { ObjectStore } from '../../src/data/object-store';
import { RelationalDatabase } from '../../src/data/relational-database';
import { Dns } from '../../src/networking/dns';
import { SecretStoreDrivers } from '../../src/secrets/secret-store-drivers';
import { Placement } from '../../src/sky/placement';
import { Workspace } from '../../src/tenancy/workspace';
import { Application } from '../../src/web/application';
import { ScheduledJob } from '../../src/web/scheduled-job';
import { StaticSite } from '../../src/web/static-site';
import { WebService } from '../../src/web/web-service';
import { Worker } from '../../src/web/worker';
import { PrivateCloudLogin, PrivateCloudProgram } from './app-props';
import { BackupSchedule, PrivateCloudProps } from './props';

const CRON: Record<BackupSchedule, string> = {
  [BackupSchedule.HOURLY]: '0 * * * *',
  [BackupSchedule.NIGHTLY]: '0 2 * * *',
  [BackupSchedule.WEEKLY]: '0 2 * * 0',
};

/**
 * A private cloud for one organization: sign-in, PostgreSQL, object storage,
 * caches, secrets, certificates and a gateway, and the organization's own
 * programs on them.
 */
export class PrivateCloud extends CloudStack {
  private readonly props: PrivateCloudProps;
  private readonly bindable = new Map<string, IBindable>();
  private storage?: ObjectStore;
  private backups?: Bucket;
  private login?: IdentityProvider;

  /**
   * @throws if two things have one name, or something is asked for that is switched off or not declared
   */
  public constructor(scope: Construct, id: string, props: PrivateCloudProps) {
    const { domain, target, size, lockFile, changes, state: backend, kubernetesProviderVersion, certificates, gateway, secrets = SecretStoreDrivers.openBao() } = props;
    const chosen: (Driver | undefined)[] = [certificates, gateway, secrets];
    super(scope, id, { domain, target, size, lockFile, changes, backend, kubernetesProviderVersion, drivers: chosen.filter((driver) => driver !== undefined) });
    this.props = props;
    new Workspace(this.platform, 'workspace', { namespaceName: id, quota: props.quota });
    this.checkNames();
    this.addDns();
    this.addDatabases();
    this.addBuckets();
    this.addCaches();
    this.addPrograms();
    if (props.placementFile !== undefined) {
      Placement.fromFile(props.placementFile, id).applyTo(this);
    }
  }

  private addDns(): void {
    if (this.props.dns !== undefined) {
      new Dns(this, 'dns', { driver: this.props.dns });
    }
  }

  private addDatabases(): void {
    for (const [name, { backup, backupRetentionDays, ...database }] of entries(this.props.databases)) {
      const plan = backup && Backup.schedule(CRON[backup], { to: this.backupBucket(name), retentionDays: backupRetentionDays });
      this.bindable.set(name, new RelationalDatabase(this, name, { ...database, backup: plan }));
    }
  }

  private addBuckets(): void {
    for (const [name, bucket] of entries(this.props.buckets)) {
      this.bindable.set(name, new Bucket(this, name, { ...bucket, store: this.objectStore(`buckets.${name}`) }));
    }
  }

  private addCaches(): void {
    for (const [name, cache] of entries(this.props.caches)) {
      this.bindable.set(name, new Cache(this, name, cache));
    }
  }

  private addPrograms(): void {
    const programs: [Application, string, PrivateCloudProgram][] = [];
    // What they use is named here, and may be one another: it is bound when all are there.
    for (const [name, app] of entries(this.props.apps)) {
      const service = new WebService(this, name, { ...app, binds: undefined });
      this.bindable.set(name, service);
      this.publish(service, `apps.${name}`, app.host, app.login);
      programs.push([service, `apps.${name}`, app]);
    }
    for (const [name, site] of entries(this.props.sites)) {
      this.publish(new StaticSite(this, name, site), `sites.${name}`, site.host, site.login);
    }
    for (const [name, worker] of entries(this.props.workers)) {
      programs.push([new Worker(this, name, { ...worker, binds: undefined }), `workers.${name}`, worker]);
    }
    for (const [name, job] of entries(this.props.jobs)) {
      programs.push([new ScheduledJob(this, name, { ...job, binds: undefined }), `jobs.${name}`, job]);
    }
    for (const [program, path, { binds = [], egress = [] }] of programs) {
      binds.forEach((name) => program.bind(this.named(name, `${path}.binds`)));
      egress.forEach(({ host, ...options }) => program.allowEgress(host, options));
    }
  }

  private publish(service: WebService, path: string, host: string | undefined, login: PrivateCloudLogin | undefined): void {
    if (host !== undefined) {
      service.expose(host);
    }
    if (login !== undefined) {
      service.requireLogin(this.identityProvider(`${path}.login`), login);
    }
  }

  private identityProvider(neededBy: string): IdentityProvider {
    const { enabled = true, ...accounts } = this.props.accounts ?? {};
    this.checkEnabled(enabled, neededBy, 'accounts');
    return (this.login ??= new IdentityProvider(new Workspace(this, 'accounts', { namespaceName: `${this.node.id}-accounts` }), 'login', accounts));
  }

  private objectStore(neededBy: string): ObjectStore {
    const { enabled = true, ...storage } = this.props.storage ?? {};
    this.checkEnabled(enabled, neededBy, 'storage');
    return (this.storage ??= new ObjectStore(new Workspace(this, 'storage', { namespaceName: `${this.node.id}-storage` }), 'files', storage));
  }

  private backupBucket(neededBy: string): Bucket {
    return (this.backups ??= new Bucket(this, 'backups', { store: this.objectStore(`databases.${neededBy}.backup`) }));
  }

  private named(name: string, path: string): IBindable {
    const found = this.bindable.get(name);
    if (found === undefined) {
      const known = [...this.bindable.keys()].sort().join(', ') || 'nothing';
      throw ValidationError.at(this, `${path}: nothing is named "${name}". Named here: ${known}.`);
    }
    return found;
  }

  private checkEnabled(enabled: boolean, neededBy: string, section: string): void {
    if (!enabled) {
      throw ValidationError.at(this, `${neededBy} needs ${section}, which is switched off (${section}.enabled is false). Switch it on, or take the need out.`);
    }
  }

  private checkNames(): void {
    const { databases, buckets, caches, apps, sites, workers, jobs } = this.props;
    const seen = new Map<string, string>();
    for (const [section, things] of Object.entries({ databases, buckets, caches, apps, sites, workers, jobs })) {
      for (const name of Object.keys(things ?? {})) {
        const other = seen.get(name);
        if (other !== undefined) {
          throw ValidationError.at(this, `two things are named "${name}": ${other}.${name} and ${section}.${name}. Give one of them another name.`);
        }
        seen.set(name, section);
      }
    }
  }
}

/** Entries of a map in the order of their names: the order they were written in must not matter. */
function entries<T>(map: { [name: string]: T } | undefined): [string, T][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
