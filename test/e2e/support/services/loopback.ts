import { randomInt } from 'node:crypto';

/** An address of this machine that nobody else is likely to use, so that a service can have the port that it has in a cluster. */
export function loopbackAddress(): string {
  return `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`;
}
