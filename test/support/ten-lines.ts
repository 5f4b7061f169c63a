import { App } from 'cdktf';
import { IdentityProvider } from '../../src/accounts/identity-provider';
import { CloudStack } from '../../src/core/cloud-stack';
import { Target } from '../../src/core/target';
import { RelationalDatabase } from '../../src/data/relational-database';
import { WebService } from '../../src/web/web-service';

/** One statement of the ten-line program, with those that must come first for it to compile. */
interface Statement {
  readonly after: readonly string[];
  run(made: Made): void;
}

interface Made {
  readonly cloud: CloudStack;
  login?: IdentityProvider;
  orders?: RelationalDatabase;
  shop?: WebService;
}

const STATEMENTS: Record<string, Statement> = {
  login: { after: [], run: (made) => { made.login = new IdentityProvider(made.cloud, 'login'); } },
  orders: { after: [], run: (made) => { made.orders = new RelationalDatabase(made.cloud, 'orders'); } },
  shop: { after: [], run: (made) => { made.shop = new WebService(made.cloud, 'shop', { image: 'ghcr.io/acme/shop:1.4.2', port: 8080 }); } },
  bind: { after: ['orders', 'shop'], run: ({ shop, orders }) => { if (orders !== undefined) { shop?.bind(orders); } } },
  requireLogin: { after: ['login', 'shop'], run: ({ shop, login }) => { if (login !== undefined) { shop?.requireLogin(login); } } },
  expose: { after: ['shop'], run: ({ shop }) => shop?.expose('shop.acme.example') },
};

/** Every order of the statements that compiles. */
export function ordersThatCompile(): string[][] {
  const continued = (before: readonly string[]): string[][] => {
    const next = Object.keys(STATEMENTS).filter((name) => !before.includes(name) && STATEMENTS[name].after.every((other) => before.includes(other)));
    return next.length === 0 ? [[...before]] : next.flatMap((name) => continued([...before, name]));
  };
  return continued([]);
}

/** The ten-line program, with its statements in some order. */
export function tenLines(app: App, order: readonly string[] = Object.keys(STATEMENTS)): void {
  const made: Made = { cloud: new CloudStack(app, 'acme', { target: Target.k3s(), domain: 'acme.example' }) };
  order.forEach((name) => STATEMENTS[name].run(made));
}
