export { InputError, formatFinding } from './finding';
export type { Finding, Position } from './finding';
export { Library } from './library';
export { PlatformFile } from './platform-file';
