import { Tool, toolsFolder } from '../../../cli/src/sandbox/tools/pins';
import { Toolbox } from '../../../cli/src/sandbox/tools/toolbox';
import { PROGRESS } from './test-sandbox';

/** Programs of others that judge what we make: pinned as the control plane is, and built when a suite wants them. */
const ANALYSERS: readonly Tool[] = [
  { name: 'netpolicy', module: 'netpolicy', package: 'github.com/np-guard/netpol-analyzer/cmd/netpolicy', versionOf: 'github.com/np-guard/netpol-analyzer' },
  { name: 'kube-score', module: 'kube-score', package: 'github.com/zegl/kube-score/cmd/kube-score', versionOf: 'github.com/zegl/kube-score' },
  { name: 'kubeconform', module: 'kubeconform', package: 'github.com/yannh/kubeconform/cmd/kubeconform', versionOf: 'github.com/yannh/kubeconform' },
];

/** Path of an analyser. */
export async function analyser(name: string): Promise<string> {
  const toolbox = new Toolbox(toolsFolder(), ANALYSERS.filter((tool) => tool.name === name));
  await toolbox.prepare(PROGRESS);
  return toolbox.path(name);
}
