import { Daemons, Settings } from './settings';

/** Where nobody tells what daemons take of each node. */
export const NO_DAEMONS: Daemons = { milliCpu: 0, memoryMebibytes: 0, pods: 0 };

/** What holds where nothing is said. */
export const DEFAULT_SETTINGS: Settings = {
  currency: 'USD',
  exchangeRates: new Map(),
  components: [],
  connections: [],
  daemons: NO_DAEMONS,
  natGateways: 0,
  zones: 1,
  burstableNodes: false,
  previousGenerations: false,
  storageClasses: new Map(),
  prices: [],
  free: [],
  discounts: [],
  commitments: [],
  hardware: [],
  rules: {},
};
