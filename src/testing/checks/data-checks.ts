import { Check, demand, demandNone } from '../check';
import { ConformanceSubject } from '../conformance-subject';
import { listAt, textAt } from '../json';
import { stage } from '../stage';

/** What holds data is remembered, and named after its component. */
export function dataChecks(subject: ConformanceSubject): Check[] {
  const { manifest } = subject.driver;
  return [
    new Check('what holds data is told to the lock file', () => {
      const { template } = stage((stack) => subject.make(stack, 'orders', { capabilities: subject.capabilities.filter((capability) => subject.askable.includes(capability)) }));
      const objects = listAt(template.platform, 'locked', 'orders', 'objects');
      demand(objects.length > 0 || manifest.requests?.small.storage === undefined, 'it has volumes, and provision reported no dataObjects');
      demandNone(objects.filter((object) => textAt(object, 'name') === '' || textAt(object, 'kind') === '').map((object) => JSON.stringify(object)), 'without a kind or a name');
    }),
    new Check('names of what it makes derive from the name of its component', () => {
      const { template } = stage((stack) => subject.make(stack, 'orders'));
      const own = (path: string): boolean => path.startsWith('acme/orders/');
      const resources = template.resourceTypes.flatMap((type) => Object.values(template.resources(type)))
        .filter((resource) => own(textAt(resource, '//', 'metadata', 'path')))
        .map((resource) => textAt(resource, 'metadata', 'name') || textAt(resource, 'name'))
        .filter((name) => name !== '');
      demandNone(resources.filter((name) => !name.includes('orders') && !name.startsWith('acme')), 'names that hold neither the name of the component, "orders", nor begin with the one of the platform, "acme"');
    }),
    new Check('the platform document tells driver, version, licence and readiness', () => {
      const { template } = stage((stack) => subject.make(stack, 'orders'));
      const component = listAt(template.platform, 'components').find((one) => textAt(one, 'path') === 'acme/orders');
      demand(component !== undefined, 'the component is not in platform.json');
      demand(textAt(component, 'driver', 'product') === manifest.product, `its driver is "${textAt(component, 'driver', 'product')}"`);
      demand(textAt(component, 'driver', 'version') === (manifest.version ?? ''), 'its version is another one than in the manifest');
      demand(listAt(component, 'readiness').length === (manifest.readiness ?? []).length, 'its readiness questions are not those of the manifest');
      demandNone(listAt(component, 'readiness').map((question) => textAt(question, 'name')).filter((name) => name.includes('{')), 'names whose pattern was not filled in');
    }),
  ];
}
