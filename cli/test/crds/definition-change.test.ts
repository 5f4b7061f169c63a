import { Definition } from '../../src/crds/definition';
import { applyDefinitions, definitionChanges } from '../../src/crds/definition-change';
import { Kubectl, KubectlError } from '../../src/kubernetes/kubectl';

/** A cluster with some definitions, which takes what is applied to it. */
class FakeKubectl extends Kubectl {
  public readonly ran: { readonly arguments_: readonly string[]; readonly names: readonly string[] }[] = [];

  public constructor(private readonly live: readonly Definition[], private readonly answer?: KubectlError) {
    super();
  }

  public override async list<T>(): Promise<T[]> {
    return Promise.resolve([...this.live] as unknown as T[]);
  }

  public override async run(arguments_: readonly string[], input = '{"items":[]}'): Promise<string> {
    const { items } = JSON.parse(input) as { items: Definition[] };
    this.ran.push({ arguments_, names: items.map(({ metadata }) => metadata.name) });
    if (this.answer !== undefined) {
      throw this.answer;
    }
    // kubectl prints one object by itself.
    return Promise.resolve(JSON.stringify(items.length === 1 ? items[0] : { items }));
  }
}

function definition(name: string, versions: readonly string[], storedVersions?: readonly string[]): Definition {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name },
    spec: { group: 'acme.example', versions: versions.map((version, index) => ({ name: version, served: true, storage: index === 0 })) },
    ...(storedVersions === undefined ? {} : { status: { storedVersions } }),
  };
}

describe('what becomes of definitions', () => {
  const live = [definition('routes', ['v1', 'v1beta1'], ['v1beta1', 'v1']), definition('gateways', ['v1'], ['v1']), definition('classes', ['v1'], ['v1'])];
  const wanted = [definition('routes', ['v1']), definition('gateways', ['v1']), definition('classes', ['v2', 'v1']), definition('filters', ['v1'])];

  it('is told of each: one that would drop a version in which objects are stored is refused', async () => {
    const changes = await definitionChanges(new FakeKubectl(live), wanted);
    expect(changes.map(({ name, kind, before, after }) => ({ name, kind, before, after }))).toStrictEqual([
      { name: 'routes', kind: 'refused', before: 'v1, v1beta1', after: 'v1' },
      { name: 'gateways', kind: 'same', before: 'v1', after: 'v1' },
      { name: 'classes', kind: 'changed', before: 'v1', after: 'v2, v1' },
      { name: 'filters', kind: 'new', before: undefined, after: 'v1' },
    ]);
    const [{ reason }] = changes;
    expect(reason).toContain('Objects of it may be stored as v1beta1, which the new definition does not know');
    expect(reason).toContain('take v1beta1 out of status.storedVersions, and run this again');
  });

  it('is not refused where no object is stored in the version that goes', async () => {
    const [change] = await definitionChanges(new FakeKubectl([definition('routes', ['v1', 'v1beta1'], ['v1'])]), [definition('routes', ['v1'])]);
    expect(change).toMatchObject({ kind: 'changed', before: 'v1, v1beta1', after: 'v1' });
    expect(change.reason).toBeUndefined();
  });

  it('is tried out without what is refused, and nothing is tried where all is', async () => {
    const some = new FakeKubectl(live);
    await definitionChanges(some, wanted);
    expect(some.ran.map(({ names }) => names)).toStrictEqual([['gateways', 'classes', 'filters']]);
    expect(some.ran[0].arguments_).toContain('--dry-run=server');

    const none = new FakeKubectl(live);
    await definitionChanges(none, wanted.slice(0, 1));
    expect(none.ran).toStrictEqual([]);
  });

  it('is done for what is new or changed only, and waited for', async () => {
    const kubectl = new FakeKubectl(live);
    const changes = await definitionChanges(kubectl, wanted);
    kubectl.ran.length = 0;
    await applyDefinitions(kubectl, changes);
    expect(kubectl.ran.map(({ names }) => names)).toStrictEqual([['classes', 'filters'], []]);
    expect(kubectl.ran[0].arguments_).not.toContain('--dry-run=server');
    expect(kubectl.ran[1].arguments_).toStrictEqual(['wait', '--for=condition=Established', '--timeout=60s', 'crd/classes', 'crd/filters']);
  });

  it('is told in the words of the API server where it refuses', async () => {
    const kubectl = new FakeKubectl([], new KubectlError('Forbidden', 'customresourcedefinitions is forbidden'));
    await expect(definitionChanges(kubectl, wanted)).rejects.toThrow('the cluster refuses the definitions: customresourcedefinitions is forbidden');
  });
});
