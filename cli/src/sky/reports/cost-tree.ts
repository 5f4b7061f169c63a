import { noun } from '../../output/noun';
import { Demand } from '../demand/demand';
import { Decimal, sumOf, ZERO } from '../prices/decimal';
import { COST_PARTS, CostLine, CostPart } from '../pricing/cost-line';
import { Alternative } from './alternative';

/** One figure below a component. */
export interface TreeItem {
  readonly part: CostPart;
  readonly what: string;
  /** @default - a share of nodes, whose price is told once, with the nodes */
  readonly line?: CostLine;
  readonly cost: Decimal;
}

/** A component, or the platform as a whole, with everything that it costs. */
export interface TreeNode {
  /** Path; none for what is the whole platform's. */
  readonly owner?: string;
  readonly title: string;
  readonly items: readonly TreeItem[];
  readonly cost: Decimal;
}

/** The bill by component, the dearest first, and the platform's own last: the sum of all is the sum of the bill. */
export function costTree({ owners }: Demand, alternative: Alternative): TreeNode[] {
  const byOwner = new Map<string | undefined, TreeItem[]>();
  const add = (owner: string | undefined, item: TreeItem) => byOwner.set(owner, [...(byOwner.get(owner) ?? []), item]);
  const nodes = alternative.nodes.map(({ type, count }) => `${count} × ${type}`).join(', ');
  alternative.shares.forEach((cost, owner) => add(owner, { part: 'compute', what: `its part of ${nodes}`, cost }));
  alternative.lines.filter(({ part }) => part !== 'compute').forEach((line) => add(line.owner, { part: line.part, what: line.what, line, cost: line.cost }));
  const titles = new Map(owners.map(({ path, name, type, product }) => [path, `${name} (${[type === 'Operator' ? 'operator' : noun(type), ...(product === undefined || product === name ? [] : [product])].join(', ')})`]));
  const node = (owner: string | undefined, items: TreeItem[]): TreeNode => ({
    owner,
    title: owner === undefined ? 'the platform as a whole' : titles.get(owner) ?? owner,
    items: [...items].sort((a, b) => COST_PARTS.indexOf(a.part) - COST_PARTS.indexOf(b.part)),
    cost: sumOf(items.map(({ cost }) => cost)),
  });
  return [...byOwner].map(([owner, items]) => node(owner, items))
    .sort((a, b) => (a.owner === undefined ? 1 : 0) - (b.owner === undefined ? 1 : 0) || b.cost.cmp(a.cost) || ((a.owner ?? '') < (b.owner ?? '') ? -1 : 1));
}

/** What each part of the bill comes to, in the order of reports; parts that cost nothing are left out. */
export function costByPart({ lines }: Alternative): [part: CostPart, cost: Decimal][] {
  return COST_PARTS.map((part): [CostPart, Decimal] => [part, sumOf(lines.filter((line) => line.part === part).map(({ cost }) => cost))]).filter(([, cost]) => cost.gt(ZERO));
}
