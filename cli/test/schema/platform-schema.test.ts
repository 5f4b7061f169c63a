import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { App } from 'cdktf';
import { blueprints, Target } from '@quanttide/cloud';

const SCHEMA = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'schemas', 'platform.schema.json'), 'utf8')) as object;
const PROPS: blueprints.PrivateCloudProps = {
  domain: 'acme.example',
  target: Target.k3s(),
  databases: { orders: { backup: blueprints.BackupSchedule.NIGHTLY } },
  buckets: { media: {} },
  caches: { sessions: {} },
  apps: { shop: { image: 'ghcr.io/acme/shop:1.4.2', binds: ['orders', 'media', 'sessions'], host: 'shop.acme.example', login: { groups: ['staff'] } } },
};

function written(): Record<string, unknown> {
  const outdir = mkdtempSync(join(tmpdir(), 'platform-schema-'));
  try {
    const app = new App({ outdir, stackTraces: false });
    new blueprints.PrivateCloud(app, 'acme', PROPS);
    app.synth();
    return JSON.parse(readFileSync(join(outdir, 'stacks', 'acme', 'platform.json'), 'utf8')) as Record<string, unknown>;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe('the schema of platform.json', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(SCHEMA);

  it('describes what a synth writes', () => {
    const document = written();
    expect(validate(document) ? [] : validate.errors).toStrictEqual([]);
  });

  it.each<[string, (document: Record<string, unknown>) => void]>([
    ['a key of nobody', (document) => { document.extra = true; }],
    ['a component without a name', (document) => { Reflect.deleteProperty((document.components as object[])[0], 'name'); }],
    ['ports that are no numbers', (document) => { (document.edges as { ports: unknown }[])[0].ports = ['http']; }],
  ])('refuses %s', (_what, change) => {
    const document = written();
    change(document);
    expect(validate(document)).toBe(false);
  });
});
