import { InputError } from '../platform-file/finding';

const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };
/** More than a day is a slip of the pen. */
const LONGEST_SECONDS = 24 * 3600;

/**
 * Milliseconds of a duration such as `90s`, `10m` or `1h30m`.
 *
 * @throws InputError
 */
export function readDuration(option: string, text: string): number {
  const isDuration = /^(\d+h)?(\d+m)?(\d+s)?$/.test(text) && text !== '';
  const seconds = isDuration ? [...text.matchAll(/(\d+)([hms])/g)].reduce((sum, [, number, unit]) => sum + Number(number) * SECONDS[unit], 0) : 0;
  if (!isDuration || seconds < 1 || seconds > LONGEST_SECONDS) {
    throw new InputError([{ file: option, message: `"${text}" is no duration.`, hints: ['Write hours, minutes and seconds, up to a day, such as 90s, 10m or 1h30m.'] }]);
  }
  return seconds * 1000;
}
