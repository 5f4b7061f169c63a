/**
 * Describes cases that need more than Node: where that is missing, each of
 * them is reported as skipped, with the reason in its title and on the
 * terminal. Nothing else in this repository skips a test.
 *
 * @param missing what is missing here; undefined where nothing is
 */
export function describeUnless(missing: string | undefined, title: string, cases: () => void): void {
  if (missing !== undefined) {
    process.stderr.write(`Skipped: ${title}: ${missing}\n`);
  }
  const suite = missing === undefined ? describe : describe.skip;
  suite(missing === undefined ? title : `${title} (skipped: ${missing})`, cases);
}

/**
 * Passes on what is missing on somebody's machine.
 *
 * @throws where something is missing in CI, which has all that the suites need
 */
export function unlessInCI(title: string, missing: string | undefined): string | undefined {
  if (missing !== undefined && process.env.CI === 'true') {
    throw new Error(`${title}: this cannot run: ${missing}`);
  }
  return missing;
}
