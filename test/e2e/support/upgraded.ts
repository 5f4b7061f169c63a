import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

type Section = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Content {
  readonly databases: Section;
  readonly buckets: Section;
  readonly apps: Section;
}

const FILE = join(__dirname, '..', '..', '..', 'examples', 'private-cloud', 'platform.yaml');

/**
 * What a team changes in the private cloud in a busy week, as
 * `ExamplePlatform` takes it: a new version, more replicas and settings of
 * what runs, and a database and a bucket more. All of it can be done in place
 * and undone; a change of size would be a migration of the
 * object store, and a cache leaves its volume behind.
 */
export function upgraded(): Record<string, unknown> {
  const { databases, buckets, apps } = parse(readFileSync(FILE, 'utf8')) as Content;
  const { shop, backoffice } = apps;
  return {
    databases: { ...databases, invoices: { backup: 'nightly' } },
    buckets: { ...buckets, receipts: {} },
    apps: {
      ...apps,
      shop: { ...shop, image: 'ghcr.io/stefanprodan/podinfo:6.9.3', binds: ['orders', 'invoices', 'sessions', 'media'], replicas: 3 },
      backoffice: { ...backoffice, replicas: 2, binds: ['orders', 'customers', 'exports', 'catalog', 'receipts'] },
    },
  };
}
