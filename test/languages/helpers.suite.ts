import { go } from './support/go';
import { java, testReport } from './support/java';
import { copyOf, QUIET } from './support/language';
import { describeLanguage } from './support/languages';
import { python } from './support/python';
import { run } from './support/run';

// The shop's own tests use the public test helpers, with each language's usual test tool.

describeLanguage(python, () => {
  it('has tests that use the helpers, by unittest', () => {
    python.install();
    const [interpreter] = python.build('examples/python/shop');
    const { code, errors } = run([interpreter, '-m', 'unittest'], { cwd: copyOf(python, 'examples/python/shop'), env: QUIET });
    expect({ code, errors }).toStrictEqual({ code: 0, errors: expect.stringContaining('Ran 3 tests') as string });
  });
});

describeLanguage(java, () => {
  it('has tests that use the helpers, by JUnit', () => {
    java.install();
    java.build('examples/java/shop');
    expect(testReport('examples/java/shop')).toMatchObject({ tests: '3', errors: '0', skipped: '0', failures: '0' });
  });
});

describeLanguage(go, () => {
  it('has tests that use the helpers, by go test', () => {
    go.install();
    go.build('examples/go/shop');
    const { code, out } = run(['go', 'test', '-v', '.'], { cwd: copyOf(go, 'examples/go/shop'), env: QUIET });
    expect(out.match(/^--- PASS/gm)).toHaveLength(3);
    expect(code).toBe(0);
  });
});
