import { bindingChecks } from './checks/binding-checks';
import { capabilityChecks } from './checks/capability-checks';
import { dataChecks } from './checks/data-checks';
import { foundationChecks } from './checks/foundation-checks';
import { manifestChecks } from './checks/manifest-checks';
import { networkChecks } from './checks/network-checks';
import { secretChecks } from './checks/secret-checks';
import { siteChecks } from './checks/site-checks';
import { synthesisChecks } from './checks/synthesis-checks';
import { ConformanceFailure, ConformanceReport, IConformanceCheck } from './conformance-check';
import { ConformanceSubject } from './conformance-subject';

/**
 * What every driver of a contract must do, as checks that a test runner of any
 * language can list and run: nothing is needed but a driver, neither a cluster
 * nor Terraform.
 */
export abstract class DriverConformance {
  /** @internal */
  public _subject?: ConformanceSubject;
  private own: IConformanceCheck[] = [];

  /** The checks, one for each thing that must hold; their titles do not change with the driver, but for its capabilities. */
  public get checks(): IConformanceCheck[] {
    const { _subject: subject } = this;
    return subject === undefined ? [] : [
      ...manifestChecks(subject),
      ...synthesisChecks(subject),
      ...dataChecks(subject),
      ...capabilityChecks(subject),
      ...bindingChecks(subject),
      ...networkChecks(subject),
      ...secretChecks(subject),
      ...siteChecks(subject),
      ...foundationChecks(subject),
      ...this.own,
    ];
  }

  /** Runs all checks; none is left out because another one failed. */
  public run(): ConformanceReport {
    const passed: string[] = [];
    const failures: ConformanceFailure[] = [];
    for (const check of this.checks) {
      try {
        check.run();
        passed.push(check.title);
      } catch (error) {
        failures.push({ title: check.title, message: error instanceof Error ? error.message : String(error) });
      }
    }
    return { passed, failures };
  }

  /**
   * Says what is checked, and what the contract demands of its own.
   *
   * @internal
   */
  protected _check(subject: ConformanceSubject, own: IConformanceCheck[] = []): void {
    this._subject = subject;
    this.own = own;
  }
}
