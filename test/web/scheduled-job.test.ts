import { RelationalDatabase } from '../../src/data/relational-database';
import { ConcurrencyPolicy, ScheduledJob } from '../../src/web/scheduled-job';
import { expectSound } from '../support/sound';
import { cloud, objectAt, plain, refusal, valueAt } from '../support/synth';

const IMAGE = 'ghcr.io/acme/report:1.0.0';

describe('ScheduledJob', () => {
  it('runs on its schedule, one run at a time, with an end', () => {
    const template = plain((stack) => new ScheduledJob(stack, 'report', { image: IMAGE, schedule: '30 6 * * 1-5', timeZone: 'Europe/Berlin' }));
    const spec = objectAt(template.named('kubernetes_cron_job_v1', 'report'), 'spec');
    expect(spec).toMatchObject({ schedule: '30 6 * * 1-5', timezone: 'Europe/Berlin', concurrency_policy: ConcurrencyPolicy.FORBID });
    expect(valueAt(spec, 'job_template', 'spec', 'active_deadline_seconds')).toBe(3600);
    expect(valueAt(spec, 'job_template', 'spec', 'template', 'spec', 'restart_policy')).toBe('Never');
    expectSound(template);
  });

  it('uses what its props name as if bound by a call', () => {
    const byCall = cloud((stack) => new ScheduledJob(stack, 'report', { image: IMAGE, schedule: '0 1 * * *' }).bind(new RelationalDatabase(stack, 'orders')));
    const byProps = cloud((stack) => new ScheduledJob(stack, 'report', { image: IMAGE, schedule: '0 1 * * *', binds: [new RelationalDatabase(stack, 'orders')] }));
    expect(byProps.terraform).toStrictEqual(byCall.terraform);
    expect(JSON.stringify(byProps.terraform)).toContain('ORDERS_HOST');
  });

  it('begins an hour late at most, or as late as it may', () => {
    const deadlineOf = (startingDeadlineSeconds?: number) => valueAt(cloud((stack) => new ScheduledJob(stack, 'report', { image: IMAGE, schedule: '0 1 * * *', startingDeadlineSeconds })).named('kubernetes_cron_job_v1', 'report'), 'spec', 'starting_deadline_seconds');
    expect([deadlineOf(), deadlineOf(86400)]).toStrictEqual([3600, 86400]);
    expect(refusal(() => deadlineOf(5))).toContain('startingDeadlineSeconds 5 cannot be used');
  });

  it.each(['every day', '* * * *', '0 0 0 * * *'])('fails on the schedule "%s"', (schedule) => {
    expect(refusal(() => cloud((stack) => new ScheduledJob(stack, 'report', { image: IMAGE, schedule })))).toMatch(/does not have five fields/);
  });

  it.each(['60 * * * *', '0 24 * * *', '0 0 0 * *', '0 0 * 13 *', '0 0 * * 7', '0-99/5 * * * *'])('fails on the schedule "%s", which has a number out of range', (schedule) => {
    expect(refusal(() => cloud((stack) => new ScheduledJob(stack, 'report', { image: IMAGE, schedule })))).toMatch(/the schedule ".*" has the \w+/);
  });

  it.each(['*/90 * * * *', '0,30 6-18 * * 1-5', '0 6 1 JAN MON'])('takes the schedule "%s"', (schedule) => {
    expect(() => cloud((stack) => new ScheduledJob(stack, 'report', { image: IMAGE, schedule }))).not.toThrow();
  });

  it.each(['Europe/Berln', 'Local', '+01:00'])('fails on the time zone "%s", which Kubernetes does not know', (timeZone) => {
    expect(refusal(() => cloud((stack) => new ScheduledJob(stack, 'report', { image: IMAGE, schedule: '0 1 * * *', timeZone })))).toContain(`there is no time zone "${timeZone}"`);
  });

  it('fails on a name that leaves no room for those of its runs', () => {
    const componentName = 'r'.repeat(53);
    expect(refusal(() => cloud((stack) => new ScheduledJob(stack, 'report', { image: IMAGE, schedule: '0 1 * * *', componentName })))).toMatch(/longer than 52 characters/);
  });
});
