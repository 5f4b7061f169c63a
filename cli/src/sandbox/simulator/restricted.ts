/** What the Pod Security Standard "restricted" asks of a pod; the operators that are played set it. */
export const POD_SECURITY = { runAsNonRoot: true, runAsUser: 26, seccompProfile: { type: 'RuntimeDefault' } };

/** What it asks of a container. */
export const CONTAINER_SECURITY = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
