import { Target } from '../../src/core/target';
import { CloudStackProps } from '../../src/core/cloud-stack';
import { cloud } from '../support/synth';

const FOUND = /^\$\{data\.kubernetes_namespace_v1\.[\w-]+\.metadata\[0\]\.uid\}$/;

function guard(props: CloudStackProps = {}) {
  const all = cloud(() => undefined, props).resources('terraform_data') as Record<string, Record<string, unknown>>;
  const [identity] = Object.entries(all).filter(([id]) => id.includes('identity'));
  const [check] = Object.entries(all).filter(([id]) => id.includes('check'));
  return { address: `terraform_data.${identity[0]}`, identity: identity[1], check: check[1] };
}

describe('the guard against the wrong cluster', () => {
  test('remembers the cluster of the first apply, and never takes another one later', () => {
    const { identity } = guard();
    expect(identity.input).toMatch(FOUND);
    expect(identity.lifecycle).toStrictEqual({ ignore_changes: ['input'] });
  });

  test('takes an identity that was given, and a new one when it is changed', () => {
    const { identity } = guard({ target: Target.kubernetes({ identity: '6f1c4b1e-7f7e-4d0e-9b26-0d6f3c9a2b11' }) });
    expect(identity.input).toBe('6f1c4b1e-7f7e-4d0e-9b26-0d6f3c9a2b11');
    expect(identity.lifecycle).toBeUndefined();
  });

  test('stops the plan when the cluster is another one', () => {
    const { address, check } = guard();
    const { precondition } = check.lifecycle as { precondition: { condition: string; error_message: string }[] };
    expect(precondition).toHaveLength(1);
    expect(precondition[0].condition).toMatch(new RegExp(`^\\$\\{${address.replaceAll('.', '\\.')}\\.output == data\\.kubernetes_namespace_v1\\.[\\w-]+\\.metadata\\[0\\]\\.uid\\}$`));
    expect(precondition[0].error_message).toContain('This is not the cluster the platform was made on');
  });
});
