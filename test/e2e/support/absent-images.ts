import { stringify } from 'yaml';

/** Images with this in their name cannot be pulled where `absentImages` is one of the Stages. */
export const ABSENT = 'absent-from-registry';

const CONTAINER = `containerStatuses:
{{ range .spec.containers }}
- image: {{ .image | Quote }}
  imageID: ""
  name: {{ .name | Quote }}
  ready: false
  restartCount: 0
  state:
    waiting:
      reason: ImagePullBackOff
      message: 'Back-off pulling image "{{ .image }}": ErrImagePull: {{ .image }}: not found'
{{ end }}
phase: Pending
`;

/** What a kubelet says of pods whose image is not in the registry, as a Stage of kwok. It weighs more than the Stage that makes pods ready. */
export function absentImages(): string {
  return stringify({
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name: 'image-absent' },
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: { matchExpressions: ['!has(self.metadata.deletionTimestamp)', `self.spec.containers.exists(container, container.image.contains("${ABSENT}"))`].map((expression) => ({ cel: { expression } })) },
      weight: 1,
      delay: { durationMilliseconds: 500 },
      steps: [{ patch: { root: 'status', subresource: 'status', template: CONTAINER } }],
    },
  });
}
