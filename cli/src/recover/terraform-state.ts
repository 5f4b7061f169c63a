/** Terraform's state, as `terraform state pull` prints it, as far as it matters here. */
export interface TerraformState {
  readonly serial?: number;
  readonly lineage?: string;
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly module?: string;
    readonly provider?: string;
    readonly instances: readonly { readonly status?: string; readonly deposed?: string }[];
  }[];
}

/** Addresses of the resources in a state. */
export function addressesIn(state: TerraformState): Set<string> {
  return new Set(managed(state).filter(({ instances }) => instances.some(({ deposed }) => deposed === undefined)).map(({ type, name }) => `${type}.${name}`));
}

/** Addresses of the resources that the next apply would remove and make again. */
export function taintedIn(state: TerraformState): string[] {
  return managed(state).filter(({ instances }) => instances.some(({ status }) => status === 'tainted')).map(({ type, name }) => `${type}.${name}`);
}

function managed({ resources = [] }: TerraformState): NonNullable<TerraformState['resources']>[number][] {
  return resources.filter(({ mode, module }) => mode === 'managed' && module === undefined);
}
