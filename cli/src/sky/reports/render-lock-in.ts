import { renderTable } from '../../output/table';
import { Colours } from '../../terminal/terminal';
import { Decimal, moneyText, plainText } from '../prices/decimal';
import { rowReference } from '../prices/price-row';
import { isComplete } from './cost-report';
import { LockIn } from './lock-in';
import { unpricedText } from './render-cost';

/** What the law says of leaving, with its source. */
const DATA_ACT = 'In the European Union, vendors may charge nothing for switching from 2027-01-12 on (Regulation (EU) 2023/2854, article 29).';

/** How free the user is to leave, as text. */
export function renderLockIn(lockIn: LockIn, colours: Colours): string {
  const { bold, dim } = colours;
  const { current, currency, runnerUp } = lockIn;
  const section = (title: string, lines: readonly string[]) => ['', bold(title), ...lines.map((line) => `  ${line}`)];
  return [
    `${bold(lockIn.stack)}  ${current?.alternative === undefined ? 'nowhere to run' : `on ${current.alternative.regions.join(' and ')}, ${moneyText(current.alternative.monthly)} ${currency} a month`}`,
    ...section('Where else it could run', lockIn.feasible.length === 0 ? ['Nowhere.'] : lockIn.feasible.map(({ vendor, alternative }) => `${vendor}: ${moneyText(alternative?.monthly ?? new Decimal('0'))}${alternative !== undefined && isComplete(alternative) ? '' : ' + not priced'}${vendor === current?.vendor ? ' (here)' : ''}`)),
    ...lockIn.infeasible.flatMap(({ vendor, reasons }) => reasons.map((reason) => `  ${dim(`not ${vendor}: ${reason}`)}`)),
    ...section('If it had to go', [runnerUp === undefined ? 'There is no other place.' : `${runnerUp.row.vendor} would be next, for ${signed(runnerUp.regret)} ${currency} a month (${signed(runnerUp.percent)} %): so much dearer may it get here before moving pays.`]),
    ...section('What leaving costs once, in traffic', lockIn.exits.flatMap(({ vendor, region, gigabytes, lines, unpriced, cost }) => [
      `${vendor} ${region}: ${plainText(gigabytes.round(1, Decimal.roundHalfUp))} GB, as if every volume were full: ${lines.length === 0 ? 'not priced' : `${moneyText(cost)} ${currency}`}`,
      ...lines.map(({ quantity, unit, price, what }) => dim(`  ${what}: ${plainText(quantity.round(1, Decimal.roundHalfUp))} ${unit} × ${plainText(price.unitPrice)}, ${rowReference(price.row)}`)),
      ...unpriced.map((each) => dim(`  ${unpricedText(each)}`)),
    ])),
    `  ${dim(DATA_ACT)}`,
    ...section('What runs outside the cluster, and does not move with it', lockIn.bound.length === 0 ? ['Nothing: all of it runs on any Kubernetes.'] : lockIn.bound.map(({ path, product, migration }) => `${path}: ${product}.${migration === undefined ? '' : ` ${migration}`}`)),
    ...section('Commitments still to be paid', lockIn.commitments.length === 0 ? ['None.'] : lockIn.commitments.map(({ commitment, months, cost }) => `${commitment.count} × ${commitment.sku} at ${commitment.vendor} ${commitment.region} until ${commitment.until}: ${moneyText(cost)} ${currency} for ${plainText(months)} months (${commitment.file}:${commitment.position.line})`)),
    '',
    bold('Where the money goes'),
    renderTable(['vendor', 'part of the cost'], lockIn.concentration.map(({ vendor, percent }) => [vendor, `${percent.toFixed(1)} %`]), colours),
  ].join('\n');
}

function signed(amount: Decimal): string {
  return amount.lt('0') ? `−${moneyText(amount.abs())}` : `+${moneyText(amount)}`;
}

/** The same as data. */
export function lockInDocument(lockIn: LockIn): Record<string, unknown> {
  const { current, runnerUp } = lockIn;
  return {
    schemaVersion: 1,
    stack: lockIn.stack,
    currency: lockIn.currency,
    current: current?.alternative === undefined ? null : { vendor: current.vendor, regions: current.alternative.regions, monthly: plainText(current.alternative.monthly) },
    feasible: lockIn.feasible.map(({ vendor, alternative }) => ({ vendor, monthly: plainText(alternative?.monthly ?? new Decimal('0')), complete: alternative !== undefined && isComplete(alternative) })),
    infeasible: lockIn.infeasible.map(({ vendor, reasons }) => ({ vendor, reasons })),
    runnerUp: runnerUp === undefined ? null : { vendor: runnerUp.row.vendor, regret: plainText(runnerUp.regret), percent: runnerUp.percent.toFixed(1) },
    exit: lockIn.exits.map(({ vendor, region, gigabytes, lines, unpriced, cost }) => ({
      vendor, region, gigabytes: plainText(gigabytes), cost: lines.length === 0 ? null : plainText(cost), unpriced: unpriced.map(({ what, reason }) => ({ what, reason })),
      prices: lines.map(({ price: { row } }) => ({ file: row.file, line: row.line, source: row.source, retrievedAt: row.retrievedAt, confidence: row.confidence })),
    })),
    outside: lockIn.bound,
    commitments: lockIn.commitments.map(({ commitment: { vendor, region, sku, count, until }, months, cost }) => ({ vendor, region, sku, count, until, months: plainText(months), cost: plainText(cost) })),
    concentration: lockIn.concentration.map(({ vendor, percent }) => ({ vendor, percent: percent.toFixed(1) })),
  };
}
