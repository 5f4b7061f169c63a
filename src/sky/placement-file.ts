import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { ValidationError } from '../core/errors';
import { stableJson } from '../core/stable-json';
import { PlacementPool } from './placement-pool';

/** Version of the form of `placement.lock.json`. */
export const PLACEMENT_SCHEMA_VERSION = 1;

/** Where one stack runs. */
export interface PlacedStack {
  /** Digest of what the platform asks for. */
  readonly platform: string;
  /** What each component asked for, by path, to tell what changed. */
  readonly demands: { readonly [path: string]: string };
  /** Digest of the whole demand, with what the user told beside the platform. */
  readonly demand: string;
  /** Vendors. */
  readonly vendors: string[];
  /** Regions, as `vendor/region`. */
  readonly regions: string[];
  /** Where each pod group runs, as `vendor/region`. */
  readonly groups: { readonly [group: string]: string };
  /** Paths of components that may run on pools with taints, sorted. */
  readonly flexible: string[];
  /** Node pools. */
  readonly pools: PlacementPool[];
  /** The vendor's product of each class of volumes. */
  readonly storageProducts: { readonly [storageClass: string]: string };
  /** Currency of the amounts. */
  readonly currency: string;
  /** Cost in a month, as a decimal. */
  readonly monthly: string;
  /** No placement costs less, as a decimal. */
  readonly bound: string;
  /** Date of the oldest price. */
  readonly oldestPrice: string;
  /** Date of the newest price. */
  readonly newestPrice: string;
}

/** `placement.lock.json`. */
export interface PlacementFile {
  /** Version of this form. */
  readonly schemaVersion: number;
  /** Stacks, by id. */
  readonly stacks: { readonly [stack: string]: PlacedStack };
  /** Digest of all of the above: nobody but `qtcloud place` writes the file. */
  readonly digest: string;
}

/** The file's text. */
export function placementText(stacks: { readonly [stack: string]: PlacedStack }): string {
  const content = { schemaVersion: PLACEMENT_SCHEMA_VERSION, stacks };
  return `${stableJson({ ...content, digest: digestOf(content) }, 2)}\n`;
}

/**
 * Reads a placement file.
 *
 * @throws if it cannot be read, is of another version, or was written by somebody else than `qtcloud place`
 */
export function readPlacementFile(path: string): PlacementFile {
  return parsePlacement(textOf(path), path);
}

/** The same from text. */
export function parsePlacement(text: string, path: string): PlacementFile {
  let content: Partial<PlacementFile> | undefined;
  try {
    content = JSON.parse(text) as Partial<PlacementFile>;
  } catch {
    throw new ValidationError(`the placement file "${path}" is not JSON. Restore it from version control, or run "qtcloud place" to write it anew.`);
  }
  if (content?.schemaVersion !== PLACEMENT_SCHEMA_VERSION || typeof content.stacks !== 'object') {
    throw new ValidationError(`the placement file "${path}" is not one of this version (schemaVersion ${PLACEMENT_SCHEMA_VERSION}). Run "qtcloud place" to write it anew.`);
  }
  if (content.digest !== digestOf({ schemaVersion: content.schemaVersion, stacks: content.stacks })) {
    throw new ValidationError(`the placement file "${path}" was edited by hand: its digest does not fit its content, and nothing in it is proven any more. Restore it from version control, or run "qtcloud place"; rules for placements belong into sky.yaml.`);
  }
  return content as PlacementFile;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ValidationError(`the placement file "${path}" cannot be read. Run "qtcloud place" to write it, or take it out of the platform.`);
  }
}

function digestOf(content: object): string {
  return createHash('sha256').update(stableJson(content)).digest('hex');
}
