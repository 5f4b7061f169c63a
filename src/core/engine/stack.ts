import { IConstruct } from 'constructs';
import { TerraformStack } from './terraform';

/** The stack that a construct is in, as cdktf knows it. */
export function stackOf(scope: IConstruct): TerraformStack {
  return TerraformStack.of(scope);
}

/** Key of the context value that names the provider configuration of a second cluster in one stack. */
export const PROVIDER_ALIAS = 'cloud.quanttide.com/provider-alias';
