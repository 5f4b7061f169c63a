import { join } from 'node:path';
import type { PlatformDocument } from '@quanttide/cloud';
import { parse } from 'yaml';
import { PLATFORM_JSON, readPlatformJson } from '../output/platform-json';
import { InputError } from '../platform-file/finding';
import { Deployment } from './deployment';
import { hasExpression, unescape } from './expression';
import { orderOf } from './order';
import { ObjectsStep, Step, StepContent } from './step';
import { readResources, TerraformResource } from './terraform-json';
import { toKubernetesObject, UnknownAttributeError } from './to-kubernetes-object';

/** The local chart, which carries custom resources. */
const LOCAL_CHART = '${path.module}/charts/custom-resources';
const PROJECT = '${path.module}/';
/** Orders others, or guards them. */
const TERRAFORM_DATA = 'terraform_data';
const DEFAULT_TIMEOUT = 300;

/**
 * What a stack puts on a cluster, from the folder that synth wrote.
 *
 * @throws InputError if synth wrote nothing there, or something that only Terraform can evaluate
 */
export function readDeployment(folder: string): Deployment {
  const document = readPlatformJson(folder);
  const resources = readResources(folder);
  const own = new Set(document.resources.waves.flat());
  const ours = resources.filter(({ address }) => own.has(address));
  const missing = [...own].find((address) => !resources.some((resource) => resource.address === address));
  if (missing !== undefined) {
    throw new InputError([{ file: join(folder, PLATFORM_JSON), message: `it names ${missing}, which is not in cdk.tf.json.`, hints: ['The two files are of different runs. Run "qtcloud synth" again.'] }]);
  }
  const order = orderOf(ours, (resource) => resource.type !== TERRAFORM_DATA);
  const owners = ownersOf(document);
  const steps: Step[] = ours.filter(({ type }) => type !== TERRAFORM_DATA).map((resource) => ({
    address: resource.address,
    path: resource.path,
    owner: owners.find((owner) => `${resource.path}/`.startsWith(`${owner}/`)) ?? document.stack,
    ...(resource.alias === undefined ? {} : { cluster: resource.alias }),
    wave: order.waveOf(resource.address),
    after: order.after(resource.address),
    ...contentOf(resource, folder, document),
  }));
  return {
    stack: document.stack,
    folder,
    document,
    steps: steps.sort((a, b) => a.wave - b.wave || (a.address < b.address ? -1 : 1)),
    identity: identityOf(ours),
    foreign: resources.map(({ address }) => address).filter((address) => !own.has(address)).sort(),
  };
}

/** Paths of what owns resources, the deepest first. */
function ownersOf({ components, operators, platforms }: PlatformDocument): string[] {
  return [...components, ...operators, ...platforms].map(({ path }) => path).sort((a, b) => b.length - a.length);
}

function contentOf(resource: TerraformResource, folder: string, document: PlatformDocument): StepContent {
  try {
    const { type, attributes } = resource;
    if (type === 'helm_release') {
      return attributes.chart === LOCAL_CHART ? objectsOf(attributes) : releaseOf(resource, document);
    }
    const object = hasExpression(attributes) ? undefined : toKubernetesObject(type, attributes);
    if (object !== undefined) {
      return { kind: 'object', object, ...rolloutTimeout(attributes) };
    }
  } catch (error) {
    if (!(error instanceof UnknownAttributeError)) {
      throw error;
    }
    throw refusal(resource, folder, error.message);
  }
  throw refusal(resource, folder, 'it holds an expression that only Terraform can evaluate, or is of a kind that Kubernetes does not know.');
}

function refusal({ address, path }: TerraformResource, folder: string, message: string): InputError {
  return new InputError([{ file: join(folder, 'cdk.tf.json'), message: `${path} (${address}): ${message}`, hints: ['Was it changed by an override or an Aspect? Take that back, or apply this stack with Terraform only.'] }]);
}

function objectsOf(attributes: Readonly<Record<string, unknown>>): StepContent {
  const { objects } = valuesOf(attributes) as { objects: ObjectsStep['objects'] };
  return { kind: 'objects', releaseName: attributes.name as string, namespaceName: attributes.namespace as string, objects };
}

function releaseOf({ address, attributes }: TerraformResource, document: PlatformDocument): StepContent {
  const facts = document.releases.find((release) => release.address === address)?.chart;
  const chart = attributes.chart as string;
  const isPath = attributes.repository === undefined && !chart.startsWith('oci://');
  return {
    kind: 'release',
    releaseName: attributes.name as string,
    namespaceName: attributes.namespace as string,
    chart: {
      name: facts?.name ?? chart,
      version: facts?.version ?? (attributes.version as string),
      ...(isPath ? { path: unescape(chart.startsWith(PROJECT) ? chart.slice(PROJECT.length) : chart) } : { repository: attributes.repository as string }),
    },
    values: valuesOf(attributes),
    wait: attributes.wait !== false,
    timeout: Number(attributes.timeout ?? DEFAULT_TIMEOUT),
    skipCrds: attributes.skip_crds === true,
  };
}

/** What the target says, where it says something: Terraform's text for seconds. */
function rolloutTimeout({ timeouts }: Readonly<Record<string, unknown>>): { timeout?: number } {
  const [, seconds] = /^(\d+)s$/.exec((timeouts as { create?: string } | undefined)?.create ?? '') ?? [];
  return seconds === undefined ? {} : { timeout: Number(seconds) };
}

function valuesOf({ values }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const [text = '{}'] = (values ?? []) as string[];
  return parse(unescape(text)) as Record<string, unknown>;
}

/** The identity that the user gave; one that Terraform remembers is an expression. */
function identityOf(resources: readonly TerraformResource[]): string | undefined {
  const { input } = resources.find(({ type, path }) => type === TERRAFORM_DATA && path.endsWith('/platform/guard/identity'))?.attributes ?? {};
  return typeof input === 'string' && !hasExpression(input) ? unescape(input) : undefined;
}
