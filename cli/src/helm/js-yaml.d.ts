/** The part of js-yaml that is used here; it comes without types. */
declare module 'js-yaml' {
  export interface TypeOptions {
    readonly kind: 'scalar' | 'sequence' | 'mapping';
    readonly resolve?: (data: unknown) => boolean;
    readonly construct?: (data: unknown) => unknown;
  }

  export class Type {
    public constructor(tag: string, options: TypeOptions);
  }

  export class Schema {
    public constructor(definition: { implicit?: Type[]; explicit?: Type[] });
    public extend(definition: { implicit?: Type[] }): Schema;
  }

  export const FAILSAFE_SCHEMA: Schema;

  export const types: { readonly null: Type; readonly float: Type; readonly merge: Type };

  export function load(text: string, options?: { schema?: Schema }): unknown;

  export function dump(value: unknown, options?: { lineWidth?: number; noRefs?: boolean; schema?: Schema }): string;
}
