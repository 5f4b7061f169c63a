import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TerraformProject } from '../../src/recover/terraform-project';

const BEFORE = { version: 4, serial: 7, resources: [{ mode: 'managed', type: 'kubernetes_namespace_v1', name: 'shop', instances: [{}] }] };

describe.each([['only the beginning', 40], ['nothing yet', 0]])('a state of which %s was written', (_, length) => {
  const beginning = JSON.stringify(BEFORE).slice(0, length);
  let folder: string;
  const file = (name: string) => join(folder, name);
  const project = () => {
    const found = TerraformProject.in(folder);
    if (found === undefined) {
      throw new Error('There is a state, and so a project.');
    }
    return found;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qtcloud-broken-state-'));
    writeFileSync(file('terraform.tfstate'), beginning);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read as the one of before, which takes its place', async () => {
    writeFileSync(file('terraform.tfstate.backup'), JSON.stringify(BEFORE));
    expect(project().brokenState).toStrictEqual({ file: file('terraform.tfstate'), backup: file('terraform.tfstate.backup') });
    expect(await project().state()).toStrictEqual(BEFORE);
    project().restoreState();
    expect(JSON.parse(readFileSync(file('terraform.tfstate'), 'utf8'))).toStrictEqual(BEFORE);
    expect(readFileSync(file('terraform.tfstate.broken'), 'utf8')).toBe(beginning);
    expect(project().brokenState).toBeUndefined();
  });

  it.each(['nothing', 'another beginning'])('is set aside where the one of before is %s', async (before) => {
    if (before !== 'nothing') {
      writeFileSync(file('terraform.tfstate.backup'), '{"version": 4, "resou');
    }
    writeFileSync(file('.terraform.lock.hcl'), '');
    expect(project().brokenState).toStrictEqual({ file: file('terraform.tfstate') });
    expect(await project().state()).toStrictEqual({});
  });

  it('is not what a whole one is', () => {
    writeFileSync(file('terraform.tfstate'), JSON.stringify(BEFORE));
    expect(project().brokenState).toBeUndefined();
    project().restoreState();
    expect(readFileSync(file('terraform.tfstate'), 'utf8')).toBe(JSON.stringify(BEFORE));
  });
});
