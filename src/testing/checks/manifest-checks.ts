import { ChartFacts, DriverManifest, FactSource, PodSecurityLevel, SizedRequests } from '../../core/manifest';
import { Quantity } from '../../core/quantity';
import { Size } from '../../core/size';
import { Check, demand, demandNone } from '../check';
import { ConformanceSubject } from '../conformance-subject';

const SPDX = /^\(?[A-Za-z0-9][A-Za-z0-9.+-]*( (OR|AND|WITH) [A-Za-z0-9.+-]+)*\)?$/;
const EXACT_VERSION = /^v?\d+(\.\d+){1,3}([-+][0-9A-Za-z.-]+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The manifest is complete, and every fact in it has a source. */
export function manifestChecks({ contract, driver: { manifest }, capabilities, allCapabilities, binding }: ConformanceSubject): Check[] {
  const runsHere = (manifest.charts ?? []).length > 0 || (manifest.images ?? []).length > 0;
  return [
    new Check('the manifest names the product, its title and the contract', () => {
      demand(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(manifest.product), `product "${manifest.product}" is not a lower-case name with "-" between words`);
      demand(manifest.title !== '', 'title is empty');
      demand(manifest.contract === contract, `contract is "${manifest.contract}", and the driver is one for "${contract}"`);
    }),
    new Check('the manifest gives version and SPDX licence of what it installs', () => {
      demand(!runsHere || (manifest.version ?? '') !== '', 'charts or images are given without a version of the product');
      demand(!runsHere || SPDX.test(manifest.licence ?? ''), `licence "${manifest.licence ?? ''}" is not an SPDX expression, such as Apache-2.0`);
    }),
    new Check('the manifest pins every chart and every image', () => {
      demandNone((manifest.charts ?? []).filter((chart) => !isPinned(chart)).map(({ name, repository, version }) => `${name} ${version} of ${repository}`), 'charts without an exact version or a repository (https:// or oci://)');
      demandNone((manifest.images ?? []).filter((image) => !/(:[A-Za-z0-9][\w.-]*|@sha256:[0-9a-f]{64})$/.test(image) || image.endsWith(':latest')), 'images without a tag or digest');
    }),
    new Check('every fact of the manifest has a source and its date', () => {
      demand(!runsHere || manifest.sources.length > 0, 'sources is empty');
      demandNone(allSources(manifest).filter(({ seenIn, date }) => seenIn === '' || !DATE.test(date)).map(({ seenIn, date }) => `"${seenIn}" of "${date}"`), 'sources without a place, or a date in the form YYYY-MM-DD');
    }),
    new Check('the manifest tells services, readiness, requests and pod security of what it installs', () => {
      demand(manifest.requests === undefined || binding === undefined || (manifest.services ?? []).length > 0, 'services is empty');
      demandNone((manifest.services ?? []).filter(({ port, purpose }) => !(port > 0 && port < 65536) || purpose === '').map(({ name }) => name), 'services without a port or a purpose');
      demand(!runsHere || (manifest.readiness ?? []).length > 0, 'readiness is empty: nothing tells whether what it makes is ready');
      demand(!runsHere || manifest.requests !== undefined || manifest.operatorRequests !== undefined, 'requests and operatorRequests are missing: the fit check would count nothing');
      [manifest.requests, manifest.operatorRequests].forEach((requests) => checkRequests(requests));
      demand(!runsHere || manifest.podSecurity !== undefined, 'podSecurity is missing');
      demand(manifest.podSecurity?.level !== PodSecurityLevel.RESTRICTED ? (manifest.podSecurity?.reason ?? '') !== '' || manifest.podSecurity === undefined : true, 'pod security is not restricted, and no reason is given');
    }),
    new Check('every system edge has ports, a reason and a source', () => {
      demandNone((manifest.systemEdges ?? []).filter(({ ports, reason, source }) => ports.length === 0 || reason === '' || source.seenIn === '').map(({ client, server }) => `${client} to ${server}`), 'system edges without ports, reason or source');
    }),
    new Check('capabilities are those of the contract, each once', () => {
      demandNone(capabilities.filter((capability, index) => capabilities.indexOf(capability) !== index), 'capabilities declared twice');
      demandNone(capabilities.filter((capability) => !allCapabilities.includes(capability)), `capabilities that the contract does not know; it knows ${allCapabilities.join(', ')}`);
    }),
  ];
}

function isPinned({ repository, version }: ChartFacts): boolean {
  return EXACT_VERSION.test(version) && /^(https|oci):\/\/[^/]+/.test(repository);
}

function allSources(manifest: DriverManifest): FactSource[] {
  return [...manifest.sources, ...(manifest.charts ?? []).map(({ source }) => source), ...(manifest.systemEdges ?? []).map(({ source }) => source)];
}

function checkRequests(requests: SizedRequests | undefined): void {
  if (requests === undefined) {
    return;
  }
  for (const size of Object.values(Size)) {
    const { cpu, memory, storage, instances } = requests[size];
    [cpu, memory, ...(storage === undefined ? [] : [storage])].forEach((text) => Quantity.parse(text, `requests for ${size}`));
    demand(Number.isInteger(instances) && instances >= 0, `requests for ${size}: ${instances} is not a number of instances`);
  }
}
