import { ValidationError } from '../../core/errors';
import type { IBucket } from './object-store';

/** Options of `Recovery`. */
export interface RecoveryOptions {
  /** Bucket that holds the backup. */
  readonly bucket: IBucket;
  /** Component name of the database that was backed up, such as `orders`. */
  readonly backupOf: string;
  /** Namespace of the database that was backed up. @default - the namespace of the database that is restored */
  readonly namespaceName?: string;
}

/** RFC 3339 with a time zone: without one, the server would decide what is meant. */
const MOMENT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** What a database starts with instead of nothing: another database's backup. */
export class Recovery {
  /** The latest state that was archived. */
  public static latest(options: RecoveryOptions): Recovery {
    return new Recovery(options, undefined);
  }

  /**
   * The state at a moment in the past.
   *
   * @param moment with a time zone, such as `2026-11-20T10:15:00Z`
   * @throws if the moment is not written so
   */
  public static pointInTime(moment: string, options: RecoveryOptions): Recovery {
    if (!MOMENT.test(moment)) {
      throw new ValidationError(`Recovery: "${moment}" is not a moment. Write date, time and time zone as RFC 3339 does, such as 2026-11-20T10:15:00Z or 2026-11-20T11:15:00+01:00.`);
    }
    return new Recovery(options, moment);
  }

  /** Bucket that holds the backup. */
  public readonly bucket: IBucket;
  /** Component name of the database that was backed up. */
  public readonly backupOf: string;
  /** Namespace of the database that was backed up; none where it is the restored one's own. */
  public readonly namespaceName?: string;
  /** The moment; none for the latest state. */
  public readonly moment?: string;

  private constructor(options: RecoveryOptions, moment: string | undefined) {
    this.bucket = options.bucket;
    this.backupOf = options.backupOf;
    this.namespaceName = options.namespaceName;
    this.moment = moment;
  }
}
