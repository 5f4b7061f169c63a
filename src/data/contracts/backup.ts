import { ValidationError } from '../../core/errors';
import type { IBucket } from './object-store';

/** Options of `Backup`. */
export interface BackupOptions {
  /** Bucket that backups go to. */
  readonly to: IBucket;
  /** How long backups are kept, in days. @default 30 */
  readonly retentionDays?: number;
}

/** When a database is backed up, and where to. */
export class Backup {
  /** Every night at 02:00, the cluster's time. */
  public static nightly(options: BackupOptions): Backup {
    return new Backup('0 2 * * *', options);
  }

  /**
   * On a schedule of your own.
   *
   * @param cron five fields: minute, hour, day of month, month, day of week
   * @throws if there are not five fields
   */
  public static schedule(cron: string, options: BackupOptions): Backup {
    return new Backup(cron, options);
  }

  /** Schedule: minute, hour, day of month, month, day of week. */
  public readonly cron: string;
  /** Bucket that backups go to. */
  public readonly bucket: IBucket;
  /** How long backups are kept, in days. */
  public readonly retentionDays: number;

  private constructor(cron: string, options: BackupOptions) {
    if (!/^([-0-9*,/A-Za-z]+ ){4}[-0-9*,/A-Za-z]+$/.test(cron)) {
      throw new ValidationError(`Backup: the schedule "${cron}" does not have five fields. Write minute, hour, day of month, month and day of week, such as "0 2 * * *" for every night at 02:00.`);
    }
    const days = options.retentionDays ?? 30;
    if (!Number.isInteger(days) || days < 1) {
      throw new ValidationError(`Backup: retentionDays ${days} is not a number of days. Write a whole number of at least 1.`);
    }
    this.cron = cron;
    this.bucket = options.to;
    this.retentionDays = days;
  }
}
