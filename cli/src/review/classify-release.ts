import { CrdRetention } from '@quanttide/cloud/lib/src/core/manifest';
import { ReleaseContent } from '../deployment/step';
import { ChangeClass } from './change-class';
import { Action, Change, Verdict } from './change';
import { inWords } from './classify-object';
import { DataKnowledge, HeldData } from './data-knowledge';
import { DataRecord, lockedName } from './data-record';
import { Difference, differences, pathsInWords } from './differences';
import { shrinkingVolumes } from './shrinking';
import { destroys, together, verdict } from './verdicts';

/** What becomes of the release of a product's chart. */
export function classifyRelease(change: Change, before: ReleaseContent, after: ReleaseContent | undefined, knowledge: DataKnowledge): Verdict {
  const held = knowledge.carriedBy(change.address);
  const owner = knowledge.ownerOf(change.address, change.path);
  const name = `The release ${before.namespaceName}/${before.releaseName} (${before.chart.name} ${before.chart.version})`;
  if (change.action === Action.DELETE || after === undefined) {
    return removed(`${name} is uninstalled`, held, owner, knowledge);
  }
  if (change.action === Action.REPLACE) {
    const moves = before.releaseName !== after.releaseName || before.namespaceName !== after.namespaceName;
    return removed(`${name} is uninstalled, and ${moves ? `${after.namespaceName}/${after.releaseName}` : 'the same'} installed anew`, held, owner, knowledge);
  }
  return changed(name, before, after, { held, owner, uncertain: change.uncertain === true });
}

function removed(what: string, held: readonly HeldData[], owner: DataRecord | undefined, knowledge: DataKnowledge): Verdict {
  const definitions = owner?.definitions ?? [];
  const deleted = [...new Set(definitions.filter(({ onUninstall }) => onUninstall === CrdRetention.DELETED).map(({ group }) => group))];
  if (deleted.length > 0) {
    const inGroups = destroys(`${what}. It takes its definitions with it (${deleted.join(', ')}), and with those every object of these kinds in the whole cluster.`, knowledge.inGroups(deleted));
    return { ...inGroups, lost: [`Every object of ${deleted.join(', ')}, and what was made of it`, ...inGroups.lost] };
  }
  const data = held.filter(({ object }) => object.kind !== 'Operator');
  if (data.length > 0) {
    return destroys(`${what}, and with it what serves ${data.map(({ object }) => lockedName(object)).join(', ')}.`, data);
  }
  if (held.length > 0) {
    // An older record of an operator does not tell what becomes of its definitions.
    return definitions.length > 0
      ? verdict(ChangeClass.REPLACES, `${what}. Its definitions stay (${[...new Set(definitions.map(({ group }) => group))].join(', ')}), and every object of them; while nobody serves them, nothing of them is repaired, backed up or renewed.`)
      : destroys(`${what}. What becomes of its definitions, and of every object of their kinds, is not known.`, held);
  }
  return verdict(ChangeClass.REPLACES, `${what}; its pods stop.`);
}

interface Circumstances {
  readonly held: readonly HeldData[];
  readonly owner?: DataRecord;
  readonly uncertain: boolean;
}

function changed(name: string, before: ReleaseContent, after: ReleaseContent, { held, owner, uncertain }: Circumstances): Verdict {
  const values = differences(before.values, after.values);
  const data = held.filter(({ object }) => object.kind !== 'Operator');
  return together([
    ...ofChart(name, before, after, owner),
    ...(uncertain ? [verdict(ChangeClass.RESTARTS, `Values of ${name.replace(/^The/, 'the')} are known only during the apply; its pods may be replaced.`)] : ofValues(values, data)),
    verdict(ChangeClass.SAFE, `${name} stays as it is; only how Helm applies it changes.`),
  ]);
}

function ofChart(name: string, before: ReleaseContent, after: ReleaseContent, owner: DataRecord | undefined): Verdict[] {
  if (before.chart.name !== after.chart.name) {
    return [verdict(ChangeClass.REPLACES, `${name} becomes another chart, ${after.chart.name} ${after.chart.version}: what the old one made and the new one does not is deleted.`)];
  }
  if (before.chart.version === after.chart.version) {
    return [];
  }
  const groups = [...new Set((owner?.definitions ?? []).filter(({ neverUpgraded }) => neverUpgraded === true).map(({ group }) => group))];
  return [
    verdict(ChangeClass.RESTARTS, `The chart ${before.chart.name} goes from ${before.chart.version} to ${after.chart.version}; its pods are replaced.`),
    ...(groups.length === 0 || after.skipCrds ? [] : [verdict(ChangeClass.RESTARTS, `Helm never upgrades the definitions in this chart's "crds" folder (${groups.join(', ')}).`, {
      next: ['Bring the definitions up to date before the apply: qtcloud crds <folder that synth wrote>'],
    })]),
  ];
}

function ofValues(found: readonly Difference[], data: readonly HeldData[]): Verdict[] {
  if (found.length === 0) {
    return [];
  }
  const shrinking = shrinkingVolumes(found);
  return data.length > 0 && shrinking.length > 0
    ? [destroys(`Its volumes would be smaller (${inWords(shrinking)}): none can shrink, so they would have to be made anew, and empty.`, data)]
    : [verdict(ChangeClass.RESTARTS, `Values of the chart change, and its pods are replaced where they depend on them: ${pathsInWords(found)}.`)];
}
