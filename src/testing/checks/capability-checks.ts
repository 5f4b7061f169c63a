import { ValidationError } from '../../core/errors';
import { stableJson } from '../../core/stable-json';
import { Check, demand } from '../check';
import { ConformanceSubject } from '../conformance-subject';
import { stage } from '../stage';
import { Template } from '../template';

/** What is declared works, and what is not declared is really absent: claims cannot drift either way. */
export function capabilityChecks(subject: ConformanceSubject): Check[] {
  const { manifest } = subject.driver;
  const declared = (capability: string): boolean => subject.capabilities.includes(capability);
  return subject.askable.map((capability) => (declared(capability)
    ? new Check(`it does what it declares: ${capability}`, () => {
      const [without, asked] = [[], [capability]].map((capabilities) => stage((stack) => subject.make(stack, 'orders', { capabilities })).template);
      demand(outputOf(without) !== outputOf(asked), `asking for ${capability} changes nothing that is made`);
    })
    : new Check(`it refuses what it does not declare: ${capability}`, () => {
      const message = refusalOf(() => stage((stack) => subject.make(stack, 'orders', { capabilities: [capability] })));
      demand(message !== undefined, `${capability} is not declared, and asking for it is not refused`);
      demand(message.includes(`"${manifest.product}"`), `the message does not name the driver "${manifest.product}": ${message}`);
    })));
}

/** What goes to the cluster: `platform.json` repeats the demand, whatever the driver does with it. */
function outputOf(template: Template): string {
  return stableJson(template.terraform);
}

function refusalOf(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    demand(error instanceof ValidationError, `it is refused by a crash: ${String(error)}`);
    return error.message;
  }
}
