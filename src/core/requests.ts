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

/** What a component asks for: the manifest's figures for the size, replaced where the user chose. */
export function requestsFor(manifest: DriverManifest, size: Size, chosen: RequestChoices, where: string): ResourceRequests {
  const base = manifest.requests?.[size] ?? { cpu: '0', memory: '0', instances: 0 };
  for (const [name, text] of Object.entries({ cpu: chosen.cpu, memory: chosen.memory, storage: chosen.storage })) {
    if (text !== undefined) {
      Quantity.parse(text, `${where}: ${name}`);
    }
  }
  return {
    cpu: chosen.cpu ?? base.cpu,
    memory: chosen.memory ?? base.memory,
    storage: chosen.storage ?? base.storage,
    extended: base.extended,
    instances: chosen.instances ?? base.instances,
  };
}
