/** A small package of blueprints, with one of everything that a schema is made from. */
export const SOURCES: { 'index.ts': string; [file: string]: string } = {
  'index.ts': "export * from './kernel';\nexport * as data from './data';\nexport * as blueprints from './blueprints';\n",
  'kernel.ts': `
/** How large things are made. */
export enum Size {
  /** One of everything. */
  SMALL,
  /** Highly available. */
  VERY_LARGE,
}
/** Options of a target. */
export interface TargetOptions {
  /** Storage class. @default - the cluster's own */
  readonly storageClass?: string;
}
/** A cluster. */
export class Target {
  /** K3s. */
  public static k3s(options: TargetOptions = {}): Target { return new Target(options); }
  /** By the address of its API server. */
  public static at(address: string, options?: TargetOptions): Target { return new Target(options ?? {}, address); }
  /** Two words, both needed. */
  public static moved(from: string, to: string): Target { return new Target({}, from + to); }
  /** Not for files: it takes an object. */
  public static of(scope: IThing): Target { return new Target({}, scope.name); }
  private constructor(public readonly options: TargetOptions, public readonly address?: string) {}
}
/** A behaviour, which no file can hold. */
export interface IThing {
  /** Its name. */
  readonly name: string;
}
/** Something with factories that no file can call. */
export class Opaque {
  /** From a thing. */
  public static from(thing: IThing): Opaque { return new Opaque(thing.name); }
  private constructor(public readonly text: string) {}
}
`,
  'data.ts': `
/** A driver of a database. */
export abstract class DatabaseDriver {
  /** Its name. */
  public abstract readonly product: string;
}
/** Options of Postgres. */
export interface PostgresOptions {
  /** Host. */
  readonly host: string;
}
/** Postgres. */
export class Postgres extends DatabaseDriver {
  public readonly product = 'postgres';
  public constructor(public readonly options?: PostgresOptions) { super(); }
}
/** What there is. */
export class DatabaseDrivers {
  /** In the cluster. */
  public static inCluster(): DatabaseDriver { return new Postgres(); }
  /** Elsewhere. */
  public static external(options: PostgresOptions): DatabaseDriver { return new Postgres(options); }
  private constructor() {}
}
`,
  'blueprints.ts': `
import { IThing, Opaque, Size, Target } from './kernel';
import { DatabaseDriver } from './data';
/** A database. */
export interface TinyDatabase {
  /** The product. @default - in the cluster */
  readonly driver?: DatabaseDriver;
  /**
   * Days.
   * @default 30
   * @schemaDefault 30
   * @minimum 1
   * @integer
   */
  readonly retentionDays?: number;
}
/** What programs have. */
export interface TinyProgram {
  /** Image. */
  readonly image: string;
}
/** An app. */
export interface TinyApp extends TinyProgram {
  /**
   * What it uses.
   * @reference databases
   */
  readonly binds?: string[];
  /** Free text by name. */
  readonly environment?: { [key: string]: string };
  /** Anything. */
  readonly overrides?: { [key: string]: any };
}
/** Props of Tiny. */
export interface TinyCloudProps {
  /** The cluster. */
  readonly target: Target;
  /**
   * How large.
   * @default Size.SMALL
   * @schemaDefault small
   */
  readonly size?: Size;
  /** Databases. */
  readonly databases?: { [name: string]: TinyDatabase };
  /** Apps. */
  readonly apps?: { [name: string]: TinyApp };
  /** A construct: not in files. */
  readonly foundation?: IThing;
  /** Not in files either. */
  readonly opaque?: Opaque;
  /**
   * A file.
   * @path
   */
  readonly lockFile?: string;
}
/** The smallest of clouds. */
export class TinyCloud {
  public constructor(public readonly props: TinyCloudProps) {}
}
`,
};
