// Web services, each bound to a database and exposed, in workspaces of 50.
import { createRequire } from 'node:module';
import { LIBRARY } from './case.mjs';

const require = createRequire(import.meta.url);
const PER_WORKSPACE = 50;

/** Declares the services in a new stack of the app. */
export function declareWebServices(app, count) {
  const { CloudStack, data, tenancy, web } = require(LIBRARY);
  const stack = new CloudStack(app, 'acme', { domain: 'acme.example' });
  for (let index = 0; index < count; index += 1) {
    const place = Math.floor(index / PER_WORKSPACE);
    const id = `team-${place}`;
    const workspace = stack.node.tryFindChild(id) ?? new tenancy.Workspace(stack, id);
    const database = workspace.node.tryFindChild('orders') ?? new data.RelationalDatabase(workspace, 'orders');
    const shop = new web.WebService(workspace, `shop-${index}`, { image: 'ghcr.io/acme/shop:1.4.2', port: 8080 });
    shop.bind(database);
    shop.expose(`shop-${index}.acme.example`);
  }
  return stack;
}

/** Number of resources in the Terraform JSON of a stack. */
export function countResources(terraform) {
  return Object.values(terraform.resource).reduce((sum, named) => sum + Object.keys(named).length, 0);
}
