import { ImagePullPolicy, Program, ProgramProps, Target, TargetOptions } from '../../src/core';
import { cloud, listAt, objectAt, textAt, valueAt } from '../support/synth';

function job(props: Partial<ProgramProps> = {}, options: TargetOptions = {}): Record<string, unknown> {
  const template = cloud((stack) => new Program(stack, 'registration', {
    name: 'registration', namespaceName: 'acme', image: 'quay.io/acme/tool:1.0.0', shell: '/bin/sh', text: 'echo', input: { files: {}, secrets: [], after: [] },
    requests: { cpu: '500m', memory: '64Mi', instances: 1 }, ...props,
  }), { target: Target.k3s(options) });
  const [only] = Object.values(template.resources('kubernetes_job_v1'));
  return only as Record<string, unknown>;
}

function nameOf(props?: Partial<ProgramProps>, options?: TargetOptions): string {
  return textAt(job(props, options), 'metadata', 'name');
}

describe('Program', () => {
  it('runs as nobody, limited, and reads its secrets by its group', () => {
    const pod = objectAt(job(), 'spec', 'template', 'spec');
    expect(pod.security_context).toStrictEqual({ run_as_non_root: true, run_as_user: '65532', run_as_group: '65532', fs_group: '65532', seccomp_profile: { type: 'RuntimeDefault' } });
    const [main] = listAt(pod, 'container') as Record<string, unknown>[];
    expect(valueAt(main, 'resources', 'limits')).toStrictEqual({ 'cpu': '2', 'memory': '64Mi', 'ephemeral-storage': '1Gi' });
    expect(main.image_pull_policy).toBe('Always');
  });

  it('is the same Job for the same content and pod', () => {
    expect(nameOf()).toMatch(/^registration-[0-9a-f]{8}$/);
    expect(nameOf()).toBe(nameOf());
  });

  // Kubernetes lets nobody change a Job's pods.
  it.each<[string, Partial<ProgramProps>, TargetOptions]>([
    ['text', { text: 'true' }, {}],
    ['files', { input: { files: { clients: 'shop' }, secrets: [], after: [] } }, {}],
    ['user', { user: 1000 }, {}],
    ['requests', { requests: { cpu: '50m', memory: '64Mi', instances: 1 } }, {}],
    ['registry', {}, { imageMirror: 'registry.acme.example' }],
    ['pull policy', {}, { imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT }],
  ])('is another Job with another %s', (_, props, options) => {
    expect(nameOf(props, options)).not.toBe(nameOf());
  });
});
