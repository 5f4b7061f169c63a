/** User and group of programs that name none: nobody's in images and on hosts, as in distroless images, and above the 10,000 under which hosts number theirs. */
const UNPRIVILEGED_ID = '65532';

/** Security context of a restricted pod. */
export function restrictedPod(user?: number): { runAsNonRoot: boolean; runAsUser: string; runAsGroup: string; seccompProfile: { type: string } } {
  return {
    runAsNonRoot: true,
    // An image may name its user by letters, and the kubelet then cannot tell that it is not root.
    runAsUser: user === undefined ? UNPRIVILEGED_ID : String(user),
    // Without a group, a user that the image does not know is in root's.
    runAsGroup: UNPRIVILEGED_ID,
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** Security context of its containers. */
export function restrictedContainer(): { allowPrivilegeEscalation: boolean; readOnlyRootFilesystem: boolean; runAsNonRoot: boolean; capabilities: { drop: string[] } } {
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    // The provider sends false for what is not set, and the container's word counts.
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
  };
}
