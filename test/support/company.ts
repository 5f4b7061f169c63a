import { App } from 'cdktf';
import { Construct } from 'constructs';
import { CloudStack } from '../../src/core/cloud-stack';
import { IBindable } from '../../src/core/binding';
import { Bucket } from '../../src/data/bucket';
import { Cache } from '../../src/data/cache';
import { RelationalDatabase } from '../../src/data/relational-database';
import { Workspace } from '../../src/tenancy/workspace';
import { WebService } from '../../src/web/web-service';
import { Worker } from '../../src/web/worker';

const IMAGE = 'ghcr.io/acme/shop:1.4.2';

/** What is made, by name; each statement asks for what it needs, which makes it where it is not there yet. */
class Company {
  private readonly made = new Map<string, Construct>();

  public constructor(public readonly cloud: CloudStack) {}

  public get<T extends Construct>(name: string, make: () => T): T {
    const known = this.made.get(name) ?? make();
    this.made.set(name, known);
    return known as T;
  }

  public team(id: string): Workspace {
    return this.get(id, () => new Workspace(this.cloud, id));
  }

  public shop(team: string): WebService {
    return this.get(`${team}/shop`, () => new WebService(this.team(team), 'shop', { image: IMAGE, port: 8080 }));
  }

  public provider(name: string): Construct & IBindable {
    switch (name) {
      case 'orders':
        return this.get(name, () => new RelationalDatabase(this.team('sales'), name, { extensions: ['pgcrypto'] }));
      case 'billing':
        return this.get(name, () => new RelationalDatabase(this.team('support'), name, { connectionPooling: true }));
      case 'sessions':
        return this.get(name, () => new Cache(this.cloud, name));
      default:
        return this.get(name, () => new Bucket(this.cloud, name));
    }
  }
}

const bindings = ['sales', 'support'].flatMap((team) => ['orders', 'billing', 'sessions', 'media', 'exports'].map((name) => ({ team, name })));

/** Statements that may stand in any order. */
const STATEMENTS: ((company: Company) => void)[] = [
  ...bindings.map(({ team, name }) => (company: Company) => company.shop(team).bind(company.provider(name))),
  ...['sales', 'support'].map((team) => (company: Company) => company.shop(team).expose(`${team}.acme.example`)),
  (company) => new Worker(company.team('sales'), 'exporter', { image: IMAGE }).bind(company.provider('exports')),
  (company) => new Worker(company.team('support'), 'mailer', { image: IMAGE }).bind(company.provider('billing')),
];

/** Number of statements of the program. */
export const COMPANY_STATEMENTS = STATEMENTS.length;

/** A larger program: two teams, five things that both bind, across workspaces. */
export function company(app: App, order: readonly number[]): void {
  const made = new Company(new CloudStack(app, 'acme', { domain: 'acme.example' }));
  order.forEach((index) => STATEMENTS[index](made));
}
