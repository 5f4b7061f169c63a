import { writeFileSync } from 'fs';
import { join } from 'path';
import { IConstruct } from 'constructs';
import { TerraformStack } from './engine/terraform';
import type { Component } from './component';
import type { ChartFacts } from './manifest';
import { Resource } from './engine/resource';
import { PROVIDER_ALIAS, stackOf } from './engine/stack';
import { hookSynthesis } from './engine/synthesis';
import { describeConstruct, ValidationError } from './errors';
import { Graph } from './graph';
import { writeLocalChart } from './local-chart';
import { LockChange } from './lock-change';
import { LockedStack, PlatformLock, readLockFile } from './platform-lock';
import type { Operator } from './operator';
import type { Platform } from './platform';
import { platformDocument } from './platform-document';
import { stableJson } from './stable-json';
import { sortedObjects } from './state-record';
import { waves } from './waves';

const MODEL = Symbol.for('@quanttide/cloud.StackModel');

/** A Helm release, from a chart of others or the local one. */
export interface ReleaseConstruct extends IConstruct {
  readonly address: string;
  readonly releaseName: string;
  readonly namespaceName: string;
  readonly chart?: ChartFacts;
}

/**
 * What is known of one stack: its components, edges, namespaces and lock. The
 * first construct of ours in a stack makes it, and with it what writes
 * `platform.json`, in plain stacks too.
 *
 * @internal
 */
export class StackModel {
  public static of(scope: IConstruct): StackModel {
    const stack = stackOf(scope) as TerraformStack & { [MODEL]?: StackModel };
    return (stack[MODEL] ??= new StackModel(stack));
  }

  public readonly graph = new Graph();
  public readonly platforms: Platform[] = [];
  public readonly components: Component[] = [];
  public readonly operators: Operator[] = [];
  public readonly releases: ReleaseConstruct[] = [];
  public usesLocalChart = false;
  private readonly namespaces = new Map<string, { owner: IConstruct; address?: string }>();
  private readonly names = new Map<string, IConstruct>();
  private lock?: PlatformLock;

  private constructor(public readonly stack: TerraformStack) {
    stack.node.addValidation({ validate: () => this.lock?.errors(this.locked(), stackNames(stack), (path) => this.productAt(path)) ?? [] });
    stack.node.addValidation({ validate: () => this.circles() });
    hookSynthesis(stack, {
      before: () => this.lock?.writeBlocks(stack, this.resources()),
      after: (directory) => this.write(directory),
    });
  }

  /** Declares a namespace; a second one of the same name is an error. */
  public addNamespace(owner: IConstruct, name: string, address: string | undefined): void {
    const key = onCluster(owner, name);
    const other = this.namespaces.get(key);
    if (other !== undefined) {
      throw ValidationError.at(owner, `the namespace "${name}" is declared by ${describeConstruct(other.owner)} already. Give this one another name, or use that one.`);
    }
    this.namespaces.set(key, { owner, address });
  }

  /** Terraform address of a namespace, in a list; empty where it is not ours. */
  public namespaceAddress(scope: IConstruct, name: string): string[] {
    const address = this.namespaces.get(onCluster(scope, name))?.address;
    return address === undefined ? [] : [address];
  }

  /** Takes a name within a namespace; a second component of the same name is an error. */
  public claimName(component: IConstruct, namespaceName: string, name: string): void {
    const key = onCluster(component, `${namespaceName}/${name}`);
    const other = this.names.get(key);
    if (other !== undefined) {
      throw ValidationError.at(component, `the name "${name}" is taken in the namespace "${namespaceName}" by ${describeConstruct(other)}. Give one of them another id, or put it into a workspace of its own.`);
    }
    this.names.set(key, component);
  }

  /** Reads the stack's lock file; a second one is an error, since it would take the place of the first. */
  public readLock(platform: Platform, path: string, changes: LockChange[]): void {
    if (this.lock !== undefined) {
      throw ValidationError.at(platform, `the stack has a lock file already, and "${path}" would take its place. One file remembers all clusters of a stack: give lockFile and changes to the stack itself only.`);
    }
    this.lock = new PlatformLock(this.stack.node.id, readLockFile(platform, path), changes);
  }

  /** All of our Terraform resources, by construct path within the stack. */
  public resources(): Map<string, Resource> {
    const found = new Map<string, Resource>();
    for (const resource of resourcesBelow(this.stack)) {
      found.set(pathBelow(this.stack, resource), resource);
    }
    return found;
  }

  /** What the lock file should remember of this stack. */
  public locked(): LockedStack {
    const things = [...this.components, ...this.operators].filter((thing) => thing._dataObjects.length > 0);
    return Object.fromEntries(things.map((thing) => {
      const path = pathBelow(this.stack, thing);
      const own = resourcesBelow(thing);
      return [path, {
        type: thing.constructor.name,
        objects: sortedObjects(thing._dataObjects),
        migration: '_migration' in thing ? thing._migration : undefined,
        addresses: Object.fromEntries(own.map((resource) => [pathBelow(thing, resource), resource.address])),
      }];
    }));
  }

  /** Product of the component at a path. */
  private productAt(path: string): string | undefined {
    return this.components.find((component) => pathBelow(this.stack, component) === path)?._document().driver?.title;
  }

  /** Terraform would refuse them too, but only when it plans, and by address. */
  private circles(): string[] {
    try {
      waves(this.dependencies(), (address) => [...this.resources()].find(([, resource]) => resource.address === address)?.[0] ?? address);
      return [];
    } catch (error) {
      if (error instanceof ValidationError) {
        return [error.message];
      }
      throw error;
    }
  }

  /** What each resource waits for, by Terraform address. */
  public dependencies(): Map<string, readonly string[]> {
    return new Map([...this.resources().values()].map((resource) => [resource.address, resource.dependencies]));
  }

  private write(directory: string): void {
    if (this.usesLocalChart) {
      writeLocalChart(directory);
    }
    writeFileSync(join(directory, 'platform.json'), `${stableJson(platformDocument(this), 2)}\n`);
  }
}

/** All of our Terraform resources below a construct. */
export function resourcesBelow(above: IConstruct): Resource[] {
  return above.node.findAll().filter((construct): construct is Resource => construct instanceof Resource);
}

/** Names of all stacks of the program. */
function stackNames(stack: TerraformStack): string[] {
  return stack.node.root.node.findAll().filter((construct) => TerraformStack.isStack(construct)).map((construct) => construct.node.id);
}

/** A construct's path below another one. */
export function pathBelow(above: IConstruct, construct: IConstruct): string {
  return construct.node.path.slice(above.node.path.length + 1);
}

/** A stack may reach two clusters, and a name means something else on each. */
function onCluster(scope: IConstruct, name: string): string {
  const alias = scope.node.tryGetContext(PROVIDER_ALIAS) as string | undefined;
  return `${alias ?? ''}:${name}`;
}
