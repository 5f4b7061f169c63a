/** Where a source file stands in the architecture (its section 3). */
export interface Place {
  readonly layer: Layer;
  /** Folder below src: `data`, `accounts`, …; the blueprint's name for blueprints. */
  readonly domain: string;
  /** Product of a driver: `drivers/valkey.ts`, `drivers/valkey.facts.ts` and `drivers/valkey/…` are one. */
  readonly product?: string;
}

/** Kinds of file, each with rules of its own on what it may import. */
export enum Layer {
  INDEX = 'index',
  CORE = 'core',
  CONTRACT = 'contract',
  COMPONENT = 'component',
  DRIVER = 'driver',
  SKY = 'sky',
  POLICY = 'policy',
  TESTING = 'testing',
  BLUEPRINT = 'blueprint',
}

const SPECIAL: Readonly<Record<string, Layer>> = {
  core: Layer.CORE,
  policy: Layer.POLICY,
  sky: Layer.SKY,
  testing: Layer.TESTING,
};

/** The place of a file below `src` or `blueprints`; undefined for any other, and for packages. */
export function placeOf(file: string): Place | undefined {
  const [top, domain = '', ...rest] = file.split('/');
  if ((top !== 'src' && top !== 'blueprints') || domain === '') {
    return undefined;
  }
  if (file.endsWith('/index.ts') || domain === 'index.ts') {
    return { layer: Layer.INDEX, domain: rest.length > 0 ? domain : '' };
  }
  if (top === 'blueprints') {
    return { layer: Layer.BLUEPRINT, domain };
  }
  if (domain in SPECIAL) {
    return { layer: SPECIAL[domain], domain };
  }
  if (rest[0] === 'drivers') {
    return { layer: Layer.DRIVER, domain, product: rest[1].split('.')[0] };
  }
  const isContract = rest[0] === 'contracts' || rest[0] === 'contract.ts';
  return { layer: isContract ? Layer.CONTRACT : Layer.COMPONENT, domain };
}

type Rule = (from: Place, to: Place) => boolean;

const sameDomain: Rule = (from, to) => from.domain === to.domain;
const sameProduct: Rule = (from, to) => from.domain === to.domain && from.product === to.product;
const always: Rule = () => true;

/** The kernel's index is below everything, so it makes no circle; a domain's index would. */
const kernelIndex: Rule = (_, to) => to.domain === 'core';

/** What each layer may import; what is not listed is forbidden. */
const ALLOWED: Readonly<Record<Layer, Partial<Record<Layer, Rule>>>> = {
  [Layer.INDEX]: {
    // The top index gathers all; a domain's index gathers its own.
    ...Object.fromEntries(Object.values(Layer).map((layer) => [layer, (from: Place, to: Place) => from.domain === '' || from.domain === to.domain])),
  },
  [Layer.CORE]: { core: always },
  [Layer.CONTRACT]: { core: always, index: kernelIndex, contract: always },
  [Layer.COMPONENT]: { core: always, index: kernelIndex, contract: always, component: always, driver: sameDomain },
  [Layer.DRIVER]: { core: always, index: kernelIndex, contract: always, driver: sameProduct },
  [Layer.SKY]: { core: always, index: kernelIndex, sky: always },
  [Layer.POLICY]: { core: always, index: kernelIndex, policy: always },
  [Layer.TESTING]: { core: always, index: kernelIndex, contract: always, component: always, testing: always },
  [Layer.BLUEPRINT]: { core: always, index: kernelIndex, contract: always, component: always, driver: always, sky: always, blueprint: sameDomain },
};

/** Whether a file in one place may import a file in the other. */
export function mayImport(from: Place, to: Place): boolean {
  return ALLOWED[from.layer][to.layer]?.(from, to) ?? false;
}
