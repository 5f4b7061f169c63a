import { renderTable } from '../../output/table';
import { Colours } from '../../terminal/terminal';
import { Decimal, plainText } from '../prices/decimal';
import { Demand } from '../demand/demand';

/** The bill of demand as tables that a person can check. */
export function renderDemand(demand: Demand, colours: Colours): string {
  const { bold, dim } = colours;
  const cpu = demand.pods.reduce((sum, pod) => sum + pod.milliCpu * pod.instances, 0);
  const memory = demand.pods.reduce((sum, pod) => sum + pod.memoryMebibytes * pod.instances, 0);
  const pods = demand.pods.reduce((sum, pod) => sum + pod.instances, 0);
  const balancers = demand.loadBalancers.reduce((sum, { count }) => sum + count, 0);
  const section = (title: string, head: string[], rows: (string | undefined)[][]) => (rows.length === 0 ? [] : ['', bold(title), renderTable(head, rows, colours)]);
  const { daemons } = demand;
  return [
    `${bold(demand.stack)}  ${dim(`${pods} pods, ${cpu / 1000} CPU and ${Math.ceil(memory / 102.4) / 10} GiB of memory requested; ${balancers} load balancer${balancers === 1 ? '' : 's'}`)}`,
    ...section('Pods', ['group', 'pods', 'CPU', 'memory', 'GPUs', 'apart', 'architectures', 'from'], demand.pods.map((pod) => [
      pod.name, String(pod.instances), `${pod.milliCpu}m`, `${pod.memoryMebibytes}Mi`, pod.gpus === 0 ? undefined : `${pod.gpus}${pod.gpuModels === undefined ? '' : ` (${pod.gpuModels.join(', ')})`}`, pod.spread, pod.architectures.join(', '), pod.origin,
    ])),
    ...section('Volumes', ['of', 'volumes', 'size', 'class', 'operations/s', 'from'], demand.volumes.map((volume) => [
      volume.name, String(volume.count), `${plainText(volume.gibibytes)} GiB`, volume.storageClass, volume.iops === undefined ? undefined : String(volume.iops), volume.origin,
    ])),
    ...section('Load balancers', ['of', 'number', 'from'], demand.loadBalancers.map(({ owner, count, origin }) => [owner, String(count), origin])),
    ...section('Traffic to the internet', ['of', 'GB a month', 'what', 'from'], demand.egress.map(({ owner, gigabytes, purpose, origin }) => [owner, amount(gigabytes), purpose, origin])),
    ...section('Traffic between components, paid between regions', ['from', 'to', 'GB a month', 'how far apart', 'from'], demand.connections.filter(({ gigabytes, latency }) => gigabytes !== undefined || latency !== 'same-region').map(({ from, to, gigabytes, latency, origin }) => [from, to, amount(gigabytes), latency, origin])),
    ...section('Objects and backups outside the cluster', ['of', 'what', 'GB', 'from'], demand.objects.map(({ owner, purpose, gigabytes, origin }) => [owner, purpose, amount(gigabytes), origin])),
    ...(daemons.milliCpu + daemons.memoryMebibytes === 0 ? [] : ['', `${bold('On each node')}  ${daemons.milliCpu}m CPU, ${daemons.memoryMebibytes}Mi, ${daemons.pods} pods`]),
    ...(demand.assumptions.length === 0 ? [] : ['', bold('Assumed'), ...demand.assumptions.map((text) => `  ${text}`)]),
  ].join('\n');
}

function amount(gigabytes: Decimal | undefined): string {
  return gigabytes === undefined ? 'not told' : plainText(gigabytes.round(3, Decimal.roundHalfUp));
}

/** The bill of demand as data. */
export function demandDocument(demand: Demand): Record<string, unknown> {
  return { schemaVersion: 1, ...(JSON.parse(JSON.stringify(demand)) as Record<string, unknown>) };
}
