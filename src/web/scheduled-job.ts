import { Construct } from 'constructs';
import { FootprintDocument, ReadinessDocument } from '../core';
import { Resource } from '../core/engine/resource';
import { RESOURCE_TYPES } from '../core/engine/resource-types';
import { ValidationError } from '../core/errors';
import { Application } from './application';
import { ApplicationProps } from './application-props';
import { podTemplate } from './pod-template';

/** Longest CronJob name: Kubernetes adds 11 characters for each Job. Source: Kubernetes documentation, "CronJob", "CronJob names". */
const NAME_LIMIT = 52;

/** Shortest deadline with which runs are begun at all. Source: Kubernetes documentation, "CronJob", "Deadline for delayed Job start", seen 2026-11-22. */
const LEAST_DEADLINE = 10;

/** What happens when a run is due and the last one has not ended. */
export enum ConcurrencyPolicy {
  /** Both run. */
  ALLOW = 'Allow',
  /** The new one is left out. */
  FORBID = 'Forbid',
  /** The old one is ended. */
  REPLACE = 'Replace',
}

/** Props of `ScheduledJob`. */
export interface ScheduledJobProps extends ApplicationProps {
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly schedule: string;
  /** Time zone of the schedule, such as `Europe/Berlin`. @default 'Etc/UTC' */
  readonly timeZone?: string;
  /** What happens when the last run has not ended. @default ConcurrencyPolicy.FORBID */
  readonly concurrency?: ConcurrencyPolicy;
  /** How often a failing run is tried again. @default 3 */
  readonly retries?: number;
  /** Longest run, in seconds. @default 3600 */
  readonly timeoutSeconds?: number;
  /** How late a run may begin, in seconds, after the cluster could not begin it in time; a later one is left out. @default 3600 */
  readonly startingDeadlineSeconds?: number;
}

/** An image that runs on a schedule and ends. */
export class ScheduledJob extends Application {
  /**
   * @throws if the image, a quantity, a variable or the schedule cannot be used
   */
  public constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id, props);
    if (!/^([-0-9*,/A-Za-z]+ ){4}[-0-9*,/A-Za-z]+$/.test(props.schedule)) {
      throw ValidationError.at(this, `the schedule "${props.schedule}" does not have five fields. Write minute, hour, day of month, month and day of week, such as "30 6 * * 1-5".`);
    }
    const outOfRange = outOfRangeIn(props.schedule);
    if (outOfRange !== undefined) {
      throw ValidationError.at(this, `the schedule "${props.schedule}" has ${outOfRange}. Minutes go to 59, hours to 23, days of the month from 1 to 31, months from 1 to 12, days of the week from 0 (Sunday) to 6.`);
    }
    if (!isTimeZone(props.timeZone ?? 'Etc/UTC')) {
      throw ValidationError.at(this, `there is no time zone "${props.timeZone}". Write its name in the time zone database, such as Europe/Berlin or Etc/UTC.`);
    }
    if (this.componentName.length > NAME_LIMIT) {
      throw ValidationError.at(this, `the name "${this.componentName}" is longer than ${NAME_LIMIT} characters, and Kubernetes adds 11 for each run. Choose a shorter one.`);
    }
    const deadline = props.startingDeadlineSeconds ?? LEAST_DEADLINE;
    if (!Number.isInteger(deadline) || deadline < LEAST_DEADLINE) {
      throw ValidationError.at(this, `startingDeadlineSeconds ${deadline} cannot be used. Write a whole number of at least ${LEAST_DEADLINE}: Kubernetes looks for due runs every ten seconds.`);
    }
    const name = this.componentName;
    new Resource(this, 'cron-job', RESOURCE_TYPES.cronJob, () => ({
      metadata: { name, namespace: this.namespaceName, labels: this.labels },
      spec: {
        schedule: props.schedule,
        timezone: props.timeZone ?? 'Etc/UTC',
        concurrencyPolicy: props.concurrency ?? ConcurrencyPolicy.FORBID,
        startingDeadlineSeconds: props.startingDeadlineSeconds ?? 3600,
        jobTemplate: {
          metadata: { labels: this.labels },
          spec: {
            backoffLimit: props.retries ?? 3,
            activeDeadlineSeconds: props.timeoutSeconds ?? 3600,
            template: podTemplate({ application: this, props, labels: this.labels, spread: false, restartPolicy: 'Never' }),
          },
        },
      },
    }), { dependsOn: () => this.startsAfter });
    this._bindAll();
  }

  protected get footprint(): FootprintDocument {
    return { instances: 1, cpu: this._props.cpu ?? '100m', memory: this._props.memory ?? '128Mi' };
  }

  protected override get readiness(): ReadinessDocument[] {
    return [{ apiVersion: 'batch/v1', kind: 'CronJob', namespaceName: this.namespaceName, name: this.componentName }];
  }
}

/** Whether the time zone database knows a name; Kubernetes refuses `Local` and what it does not know. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Z]/.test(name);
  } catch {
    return false;
  }
}

/** What each field counts, and from where to where. Source: robfig/cron, spec.go and parser.go, which Kubernetes uses. */
const FIELDS: [name: string, lowest: number, highest: number][] = [
  ['minute', 0, 59], ['hour', 0, 23], ['day of month', 1, 31], ['month', 1, 12], ['day of week', 0, 6],
];

/** `the hour 99`, for the first number that its field does not have; steps are no such numbers. */
function outOfRangeIn(schedule: string): string | undefined {
  for (const [index, field] of schedule.split(' ').slice(0, FIELDS.length).entries()) {
    const [name, lowest, highest] = FIELDS[index];
    const wrong = field.replace(/\/\d+/g, '').match(/\d+/g)?.find((digits) => Number(digits) < lowest || Number(digits) > highest);
    if (wrong !== undefined) {
      return `the ${name} ${wrong}`;
    }
  }
  return undefined;
}
