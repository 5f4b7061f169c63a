import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say, scratchFolder } from '../e2e/support/test-sandbox';
import { describeUnless } from '../support/describe-unless';
import { ACCEPTED_FINDINGS, compare } from './support/accepted-findings';
import { checkov } from './support/checkov';
import { Finding } from './support/finding';
import { kubeScore } from './support/kube-score';
import { kubeconform } from './support/kubeconform';
import { KubernetesSchemas, writeKubernetesSchemas } from './support/kubernetes-schemas';
import { missingScanners } from './support/missing-scanners';
import { ScannedPlatform, scannedPlatforms } from './support/scanned-platform';

const missing = missingScanners();

describeUnless(missing, 'our own objects, judged by kube-score, kubeconform and checkov', () => {
  const scratch = scratchFolder('scanners');
  let platforms: ScannedPlatform[];
  let schemas: KubernetesSchemas;
  const findings: Finding[] = [];

  /** The release that the sandbox runs, as kube-score wants it: `v1.34`. */
  const release = () => `v${schemas.version.split('.', 2).join('.')}`;

  beforeAll(async () => {
    platforms = await scannedPlatforms(scratch);
    schemas = writeKubernetesSchemas(join(scratch, 'schemas'));
  });

  it('are nothing grave to kube-score, and annotations hide one check from it only', async () => {
    const hidden = new Set<string>();
    for (const platform of platforms) {
      const heeded = await kubeScore(platform, release());
      const all = await kubeScore(platform, release(), false);
      const told = new Set(heeded.map((finding) => JSON.stringify(finding)));
      all.filter((finding) => !told.has(JSON.stringify(finding))).forEach(({ check }) => hidden.add(check));
      findings.push(...heeded);
    }
    expect(findings.filter(({ critical }) => critical)).toStrictEqual([]);
    expect([...hidden]).toStrictEqual(['networkpolicy-targets-pod']);
  });

  it('are what Kubernetes and the definitions of custom resources say', async () => {
    const { valid, findings: wrong } = await kubeconform(platforms, schemas.location, schemas.version);
    expect(wrong).toStrictEqual([]);
    say(`${valid} objects of ${platforms.length} platforms are what Kubernetes ${schemas.version} and custom resource definitions say`);
    expect(valid).toBeGreaterThan(1000);
  });

  it('have no finding that is not accepted with a reason, and each accepted one occurs', async () => {
    const { passed, findings: found } = await checkov(platforms, join(scratch, 'exported'));
    findings.push(...found);
    expect(compare(findings)).toStrictEqual({ unaccepted: [], outdated: [] });
    say(`${passed} checks of checkov passed; ${new Set(findings.map(({ check, object }) => `${check} ${object}`)).size} findings are accepted by ${ACCEPTED_FINDINGS.length} reasons`);
    expect(passed).toBeGreaterThan(5000);
  });

  it('fails where they are wrong', async () => {
    const folder = join(scratch, 'wrong');
    mkdirSync(folder);
    const files = platforms[0].files.map((file, index) => {
      const copy = join(folder, `${index}.yaml`);
      const wrong = { 'readOnlyRootFilesystem: true': 'readOnlyRootFilesystem: false', 'enableServiceLinks: ': 'enableServiceLink: ', 'size: 20Gi': 'sizes: 20Gi' };
      writeFileSync(copy, Object.entries(wrong).reduce((text, [right, other]) => text.replaceAll(right, other), readFileSync(file, 'utf8')));
      return copy;
    });
    const platform = { name: 'wrong', files };

    expect((await kubeScore(platform, release())).filter(({ critical }) => critical).map(({ check }) => check)).toContain('container-security-context-readonlyrootfilesystem');
    const { findings: misshapen } = await kubeconform([platform], schemas.location, schemas.version);
    expect(misshapen.filter(({ message }) => message.includes("'enableServiceLink'")).map(({ object }) => object)).toContain('Deployment shop');
    expect(misshapen.filter(({ message }) => message.includes("'sizes'")).map(({ object }) => object)).toStrictEqual(['Cluster customers']);
    expect(compare((await checkov([platform], folder)).findings).unaccepted).toContainEqual(expect.stringContaining('CKV_K8S_22: Deployment acme/shop'));
  });
});

describe('the table of accepted findings', () => {
  const finding: Finding = { scanner: 'checkov', check: 'A', critical: false, object: 'Deployment acme/shop', message: 'it is wrong', platform: 'small' };
  const accepted = { scanner: finding.scanner, check: finding.check, objects: [finding.object], reason: 'it is right' };

  it('accepts what is in it', () => {
    expect(compare([finding], [accepted])).toStrictEqual({ unaccepted: [], outdated: [] });
  });

  it('fails for a finding that is not in it, for another object, and for a critical one', () => {
    expect(compare([finding], []).unaccepted).toStrictEqual(['checkov A: Deployment acme/shop: it is wrong (small)']);
    expect(compare([{ ...finding, object: 'Deployment acme/other' }, finding], [accepted]).unaccepted).toHaveLength(1);
    expect(compare([{ ...finding, critical: true }], [accepted]).unaccepted).toStrictEqual(['checkov A: Deployment acme/shop (critical): it is wrong (small)']);
  });

  it('fails for an entry that does not occur', () => {
    expect(compare([], [accepted]).outdated).toStrictEqual(['checkov A: Deployment acme/shop']);
  });
});
