import { InputError } from '../../src/platform-file/finding';
import { readDuration } from '../../src/status/duration';

describe('a duration', () => {
  it.each([['90s', 90], ['10m', 600], ['1h', 3600], ['1h30m', 5400], ['1h1m1s', 3661], ['24h', 86_400]])('%s has %d seconds', (text, seconds) => {
    expect(readDuration('--wait', text)).toBe(seconds * 1000);
  });

  it.each(['', 'abc', '10', '0s', '-5m', '1.5h', '10 m', '30m1h', '25h', '5d'])('fails for "%s", with what is allowed', (text) => {
    expect(() => readDuration('--wait', text)).toThrow(InputError);
    expect(() => readDuration('--wait', text)).toThrow(/--wait .*is no duration[^]*such as 90s/);
  });
});
