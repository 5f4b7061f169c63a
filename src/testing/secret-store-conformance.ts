import { SECRET_STORE, SecretStoreCapability, SecretStoreDriver } from '../secrets/contract';
import { SecretStore } from '../secrets/secret-store';
import { Check, demand, demandNone } from './check';
import { ConformanceSubject } from './conformance-subject';
import { DriverConformance } from './driver-conformance';
import { listAt, textAt } from './json';
import { stage } from './stage';

/** What every driver for secret stores must do. */
export class SecretStoreConformance extends DriverConformance {
  /**
   * The suite for one driver.
   *
   * @param driver the driver, with whatever options it needs
   */
  public static of(driver: SecretStoreDriver): SecretStoreConformance {
    return new SecretStoreConformance(driver);
  }

  private constructor(driver: SecretStoreDriver) {
    const subject: ConformanceSubject<SecretStore> = {
      contract: SECRET_STORE,
      driver,
      capabilities: driver.capabilities,
      allCapabilities: Object.values(SecretStoreCapability),
      askable: [SecretStoreCapability.FETCH],
      single: true,
      make: (scope, id, { capabilities = [], overrides, withoutDriver } = {}) => {
        const store = new SecretStore(scope, id, { driver: withoutDriver === true ? undefined : driver, overrides });
        const { namespaceName } = store;
        store.generate(store, { secretName: `${store.componentName}-generated`, namespaceName, keys: ['password'], fixed: { username: 'app' } });
        if (capabilities.includes(SecretStoreCapability.FETCH)) {
          store.fetch(store, { secretName: `${store.componentName}-fetched`, namespaceName, path: 'apps/orders', keys: { password: 'password' } });
        }
        return store;
      },
      bindable: (store) => store,
      outcome: ({ ready }) => ({ ready }),
    };
    super();
    this._check(subject, [
      new Check('a generated Secret keeps its values: they are made once', () => {
        const { template } = stage((stack) => subject.make(stack, 'orders'));
        const generated = template.objectsOfKind('ExternalSecret').filter((object) => listAt(object, 'spec', 'dataFrom').some((from) => textAt(from, 'sourceRef', 'generatorRef', 'kind') !== ''));
        demand(generated.length > 0, 'no ExternalSecret has a generator');
        demandNone(generated.filter((object) => textAt(object, 'spec', 'refreshPolicy') !== 'CreatedOnce').map((object) => textAt(object, 'metadata', 'name')), 'generated anew with every refresh');
      }),
      new Check('what is generated is kept in the store exactly if it declares that', () => {
        const { template } = stage((stack) => subject.make(stack, 'orders'));
        const declared = driver.capabilities.includes(SecretStoreCapability.KEEP);
        demand((template.objectsOfKind('PushSecret').length > 0) === declared, declared ? 'no PushSecret keeps the generated Secret' : 'a PushSecret keeps the generated Secret, and that is not declared');
      }),
      new Check('a copy in another namespace is asked for twice and made once', () => {
        const { template } = stage((stack) => {
          const store = subject.make(stack, 'orders');
          const copy = { secretName: 'orders-generated', fromNamespace: store.namespaceName, toNamespace: 'elsewhere', copyName: 'orders-copy', keys: { password: 'password' } };
          store.share(copy);
          store.share(copy);
        });
        demand(template.objects.filter((object) => textAt(object, 'metadata', 'name').includes('orders-copy') && textAt(object, 'kind') === 'ExternalSecret').length === 1, 'it is not made, or made twice');
      }),
    ]);
  }
}
