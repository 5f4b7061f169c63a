import { ValidationError } from './errors';
import { DriverManifest, ResourceRequests } from './manifest';
import { Quantity } from './quantity';
import { Size } from './size';

/** Choices that replace the manifest's requests. */
export interface RequestChoices {
  /** CPU of each instance. @default - the manifest's figure for the size */
  readonly cpu?: string;
  /** Memory of each instance. @default - the manifest's figure for the size */
  readonly memory?: string;
  /** Volume of each instance. @default - the manifest's figure for the size */
  readonly storage?: string;
  /** Number of instances. @default - the manifest's figure for the size */
  readonly instances?: number;
}

/** What limits a component's requests. */
export interface RequestLimits {
  /** Whose requests they are, for the error message. */
  readonly where: string;
  /** Smallest volume that the cluster can make. @default - any */
  readonly minimumVolume?: string;
}

/** What a component asks for: the manifest's figures for the size, replaced where the user chose. */
export function requestsFor(manifest: DriverManifest, size: Size, chosen: RequestChoices, { where, minimumVolume }: RequestLimits): ResourceRequests {
  const base = manifest.requests?.[size] ?? { cpu: '0', memory: '0', instances: 0 };
  for (const [name, text] of Object.entries({ cpu: chosen.cpu, memory: chosen.memory, storage: chosen.storage })) {
    if (text !== undefined) {
      const { amount } = name === 'cpu' ? Quantity.parse(text, `${where}: ${name}`) : Quantity._bytes(text, `${where}: ${name}`);
      if (amount === 0) {
        throw new ValidationError(`${where}: ${name}: "${text}" asks for nothing. Write more than zero, or leave it out.`);
      }
    }
  }
  return {
    cpu: chosen.cpu ?? base.cpu,
    memory: chosen.memory ?? base.memory,
    storage: atLeast(chosen.storage ?? base.storage, minimumVolume),
    extended: base.extended,
    instances: chosen.instances ?? base.instances,
  };
}

function atLeast(storage: string | undefined, minimum: string | undefined): string | undefined {
  if (storage === undefined || minimum === undefined) {
    return storage;
  }
  return Quantity.parse(storage, 'storage').amount < Quantity.parse(minimum, 'the smallest volume').amount ? minimum : storage;
}
