/**
 * What is taken of the constructs engine. No other file imports it: where the
 * library moves to another one, such as the fork that goes on with this one's
 * API, this is the line to change. See adr/008-the-engine-can-be-changed.md.
 */
export {
  App, DefaultTokenResolver, StringConcat, TerraformBackend, TerraformElement, TerraformRemoteState, TerraformResource, TerraformStack,
  TerraformVariable, Token, Tokenization,
} from 'cdktf';
export type { IStackSynthesizer, ISynthesisSession, ITerraformDependable, TerraformMetaArguments } from 'cdktf';
