import { IConstruct } from 'constructs';
import { Component } from '../core';
import { digest, shorten } from '../core/naming';

/** Longest name of an object with a suffix of ours behind it. */
const NAME_LIMIT = 63;

/** Name of a Secret: the revision is part of it from the second on, so that whoever reads it rolls over. */
export function revisedName(name: string, revision: number): string {
  return shorten(revision === 1 ? name : `${name}-r${revision}`, NAME_LIMIT);
}

/** The end of a Secret's name that tells its revision; empty for the first one. */
export function revisionOf(secretName: string): string {
  return /-r\d+$/.exec(secretName)?.[0] ?? '';
}

/** Name of the Secret that holds one generated value. Keys may have letters that names may not: those get a digest. */
export function valueName(secretName: string, key: string): string {
  const plain = key.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return shorten(`${secretName}-${plain === key ? key : `${plain}-${digest(key, 6)}`}-value`, NAME_LIMIT);
}

/** The nearest component at or above a construct. */
export function componentAbove(scope: IConstruct): Component | undefined {
  return [...scope.node.scopes].reverse().find((above): above is Component => above instanceof Component);
}

/** Base of the names of what a construct's Secrets need: its component's, and the ids below that. */
export function baseName(scope: IConstruct): string {
  const component = componentAbove(scope);
  const scopes = scope.node.scopes;
  // The app has no name; the stack has.
  const below = component === undefined ? scopes.slice(1) : scopes.slice(scopes.indexOf(component) + 1);
  const ids = below.map((construct) => construct.node.id);
  return shorten([...(component === undefined ? [] : [component.componentName]), ...ids].join('-'), 40);
}
