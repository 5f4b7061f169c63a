import { PermissionSet } from '../../src/rbac/permission-set';

function set(): PermissionSet {
  const permissions = new PermissionSet();
  permissions.add('acme', ['deployments.apps', 'statefulsets.apps'], ['get', 'create']);
  permissions.add('acme', ['secrets'], ['get']);
  permissions.add(undefined, ['clusterroles.rbac.authorization.k8s.io'], ['create']);
  permissions.add(undefined, ['clusterroles.rbac.authorization.k8s.io'], ['get', 'create'], ['viewer', 'editor']);
  return permissions;
}

test('merges what has the same group, verbs and names into one rule', () => {
  expect(set().rules('acme')).toStrictEqual([
    { apiGroups: [''], resources: ['secrets'], verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['deployments', 'statefulsets'], verbs: ['create', 'get'] },
  ]);
});

test('a name is told only for what is not allowed for every name', () => {
  expect(set().rules()).toStrictEqual([
    { apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], resourceNames: ['editor', 'viewer'], verbs: ['get'] },
    { apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], verbs: ['create'] },
  ]);
});

test('what is allowed everywhere is not told of a namespace again', () => {
  const permissions = set();
  permissions.add(undefined, ['secrets'], ['get']);
  expect(permissions.rules('acme').flatMap(({ resources }) => resources)).toStrictEqual(['deployments', 'statefulsets']);
});

test('widened, it has everything, and leaves nothing to namespaces', () => {
  const wide = set().widened();
  expect(wide.namespaces).toStrictEqual([]);
  expect(wide.all()).toHaveLength(set().all().length);
});

test('names of parts of a resource keep their group', () => {
  const permissions = new PermissionSet();
  permissions.add(undefined, ['deployments.apps/scale', 'pods/exec'], ['get']);
  expect(permissions.rules().map(({ apiGroups, resources }) => [...apiGroups, ...resources])).toStrictEqual([['', 'pods/exec'], ['apps', 'deployments/scale']]);
});
