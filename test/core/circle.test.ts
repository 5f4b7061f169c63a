import { CustomResources, DriverManifest, NetworkPeer } from '../../src/core';
import { RelationalDatabaseCapability, RelationalDatabaseDriver, RelationalDatabaseOutcome, RelationalDatabaseRequest } from '../../src/data/contracts/relational-database';
import { RelationalDatabase } from '../../src/data/relational-database';
import { cloud, refusal } from '../support/synth';

/** A product that keeps something of its own in another database. */
class Dependent extends RelationalDatabaseDriver {
  public readonly manifest: DriverManifest = { product: 'dependent', title: 'Dependent', contract: 'data.RelationalDatabase', sources: [] };
  public readonly capabilities: RelationalDatabaseCapability[] = [];
  public readonly releases: CustomResources[] = [];

  public provision({ scope, name, namespaceName }: RelationalDatabaseRequest): RelationalDatabaseOutcome {
    this.releases.push(new CustomResources(scope, 'objects', { releaseName: name, namespaceName }));
    const key = (of: string) => ({ namespaceName, secretName: name, key: of });
    return { host: name, port: 5432, username: key('username'), password: key('password'), peer: NetworkPeer.anywhere(name) };
  }
}

it('refuses a driver that depends on itself through others, by the paths of those in the circle', () => {
  const message = refusal(() => cloud((stack) => {
    const driver = new Dependent();
    const [first, second] = ['first', 'second'].map((id) => new RelationalDatabase(stack, id, { driver }));
    driver.releases[0].waitFor(second.ready);
    driver.releases[1].waitFor(first.ready);
  }));

  expect(message).toContain('These wait for each other in a circle:');
  expect(message).toContain('first/objects/release -> second/ready');
  expect(message).toContain('second/objects/release -> first/ready');
  expect(message).not.toContain('helm_release.');
});

it('lets several use one driver that depends on nothing', () => {
  const driver = new Dependent();
  expect(() => cloud((stack) => ['first', 'second'].forEach((id) => new RelationalDatabase(stack, id, { driver })))).not.toThrow();
});
