import { Construct } from 'constructs';
import { TerraformBackend, TerraformRemoteState } from './terraform';
import { ValidationError } from '../errors';

/**
 * A backend of any type. Even the local one is declared, because cdktf's own
 * default writes the working folder's absolute path into the output.
 */
export class Backend extends TerraformBackend {
  public constructor(scope: Construct, type: string, private readonly config: Record<string, unknown>) {
    super(scope, 'backend', type);
  }

  public override getRemoteStateDataSource(scope: Construct, _name: string, _fromStack: string): TerraformRemoteState {
    throw ValidationError.at(scope, 'stacks do not read each other\'s state here. Give the name of what is needed instead: every name is known at synth.');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.config };
  }
}

