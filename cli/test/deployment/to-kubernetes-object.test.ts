import { toKubernetesObject, UnknownAttributeError } from '../../src/deployment/to-kubernetes-object';

const POD = { metadata: { name: 'shop' } };

test('lists get their plural, single blocks lose their list, and text becomes the type of the field', () => {
  const object = toKubernetesObject('kubernetes_deployment_v1', {
    metadata: [{ name: 'shop', namespace: 'acme' }],
    spec: {
      replicas: '2',
      selector: { match_labels: { app_name: 'shop' } },
      template: {
        spec: {
          container: {
            name: 'main',
            port: { container_port: 8080 },
            env: [{ name: 'A', value_from: [{ secret_key_ref: { name: 'a', key: 'b' } }] }],
            readiness_probe: [{ http_get: [{ path: '/', port: '8080' }] }],
            liveness_probe: { tcp_socket: { port: 'http' } },
            security_context: { run_as_non_root: 'true', run_as_user: '65534' },
            volume_mount: { name: 'files', mount_path: '/files' },
          },
          volume: [{ name: 'files', config_map: { name: 'files', default_mode: '0440' } }, { name: 'scratch', empty_dir: [{}] }],
        },
      },
    },
  });

  expect(object).toStrictEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop', namespace: 'acme' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app_name: 'shop' } },
      template: {
        spec: {
          containers: [{
            name: 'main',
            ports: [{ containerPort: 8080 }],
            env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }],
            readinessProbe: { httpGet: { path: '/', port: 8080 } },
            livenessProbe: { tcpSocket: { port: 'http' } },
            securityContext: { runAsNonRoot: true, runAsUser: 65534 },
            volumeMounts: [{ name: 'files', mountPath: '/files' }],
          }],
          volumes: [{ name: 'files', configMap: { name: 'files', defaultMode: 0o440 } }, { name: 'scratch', emptyDir: {} }],
        },
      },
    },
  });
});

test.each([
  ['kubernetes_horizontal_pod_autoscaler_v2', 'autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['kubernetes_pod_disruption_budget_v1', 'policy/v1', 'PodDisruptionBudget'],
  ['kubernetes_cluster_role_binding_v1', 'rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
  ['kubernetes_csi_driver_v1', 'storage.k8s.io/v1', 'CSIDriver'],
  ['kubernetes_namespace', 'v1', 'Namespace'],
])('%s is a %s %s', (type, apiVersion, kind) => {
  expect(toKubernetesObject(type, POD)).toMatchObject({ apiVersion, kind });
});

test('words that Kubernetes writes together are found, and what speaks to the provider is left out', () => {
  expect(toKubernetesObject('kubernetes_cron_job_v1', {
    ...POD, '//': { metadata: {} }, 'depends_on': ['a.b'], 'timeouts': {}, 'spec': { timezone: 'Europe/Berlin', schedule: '0 6 * * 1' },
  })).toMatchObject({ metadata: { name: 'shop' }, spec: { timeZone: 'Europe/Berlin', schedule: '0 6 * * 1' } });
  expect(toKubernetesObject('kubernetes_service_v1', { ...POD, wait_for_load_balancer: false, spec: { cluster_ip: 'None', port: [{ port: 80, target_port: 'http' }] } }))
    .toStrictEqual({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop' }, spec: { clusterIP: 'None', ports: [{ port: 80, targetPort: 'http' }] } });
});

test('keys and text of maps stay as they are, with Terraform\'s escapes resolved', () => {
  expect(toKubernetesObject('kubernetes_config_map_v1', { ...POD, data: { 'read_me': 'costs $${price}', 'a$${b}': '100%%{x}' } }))
    .toMatchObject({ data: { 'read_me': 'costs ${price}', 'a${b}': '100%{x}' } });
});

test('an attribute that has no place in the object is an error that names it', () => {
  expect(() => toKubernetesObject('kubernetes_service_v1', { ...POD, spec: { portz: 1 } })).toThrow(new UnknownAttributeError('portz'));
});

test('what is none of Kubernetes\' own kinds is none', () => {
  expect(toKubernetesObject('aws_s3_bucket', {})).toBeUndefined();
  expect(toKubernetesObject('kubernetes_manifest', {})).toBeUndefined();
});
