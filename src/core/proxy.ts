import { Target } from './target';

/** Environment variables that lead traffic out of the cluster through the target's proxy; none where it has none. */
export function proxyVariables(target: Target): { name: string; value: string }[] {
  const { proxy } = target;
  if (proxy === undefined) {
    return [];
  }
  return [
    { name: 'HTTP_PROXY', value: proxy.http },
    { name: 'HTTPS_PROXY', value: proxy.https ?? proxy.http },
    { name: 'NO_PROXY', value: ['localhost', '127.0.0.1', '.svc', '.svc.cluster.local', ...(proxy.noProxy ?? [])].join(',') },
  ];
}
