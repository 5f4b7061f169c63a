import { callBehind, mistakeIn } from '../../src/output/program-mistake';

const MESSAGE = 'Target: imageMirror "https://x" is not a registry. Write a host with an optional port and path and no scheme, such as registry.acme.example/mirror.';

/** What each runtime prints of a mistake that nobody caught. */
const PRINTED: Record<string, string> = {
  'Python': `jsii.errors.JavaScriptError: \n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):
  File "/app/main.py", line 5, in <module>
    Target.k3s(image_mirror="https://x")
  File "/venv/lib/python3.11/site-packages/jsii/_kernel/providers/process.py", line 359, in send
    raise RuntimeError(resp.error) from JavaScriptError(resp.stack)
RuntimeError: ${MESSAGE}`,
  'Java': `Exception in thread "main" java.lang.RuntimeException: ${MESSAGE}\n\n\tat software.amazon.jsii.JsiiRuntime.processErrorResponse(JsiiRuntime.java:116)\n\tat com.acme.Main.main(Main.java:20)`,
  'Java, in a constructor': `Exception in thread "main" software.amazon.jsii.JsiiError: ${MESSAGE}\n\n\tat software.amazon.jsii.JsiiRuntime.processErrorResponse(JsiiRuntime.java:119)`,
  'Java, run by Maven': `[\u001b[1;31mERROR\u001b[m] Failed to execute goal \u001b[32morg.codehaus.mojo:exec-maven-plugin:3.5.1:java\u001b[m \u001b[1m(default-cli)\u001b[m on project \u001b[36mshop\u001b[m: \u001b[1;31mAn exception occurred while executing the Java class. ${MESSAGE}\u001b[m
[\u001b[1;31mERROR\u001b[m] \u001b[1;31m\u001b[m
[\u001b[1;31mERROR\u001b[m] -> \u001b[1m[Help 1]\u001b[m
[\u001b[1;31mERROR\u001b[m] 
[\u001b[1;31mERROR\u001b[m] To see the full stack trace of the errors, re-run Maven with the \u001b[1m-e\u001b[m switch.`,
  'Go': `panic: ${MESSAGE}\n\ngoroutine 1 [running]:\ngithub.com/aws/jsii-runtime-go/runtime.StaticInvoke({0x6bcef0, 0x1f})\n\t/go/pkg/mod/x.go:202 +0xd08\nmain.main()`,
  'C#': `Unhandled exception. Amazon.JSII.Runtime.JsiiException: ${MESSAGE}\n\n   at Amazon.JSII.Runtime.Client.Receive()`,
  'JavaScript': `/app/main.js:3\n        throw new ValidationError();\n        ^\n\nValidationError: ${MESSAGE}\n\nNode.js v20.20.2`,
};

test.each(Object.entries(PRINTED))('%s: the message alone is found', (_, printed) => {
  expect(mistakeIn(printed)).toBe(MESSAGE);
});

test.each(Object.entries(PRINTED))('%s: of several mistakes, all are found', (language, printed) => {
  const indent = { 'Go': '\t', 'Java, run by Maven': '[ERROR] ' }[language] ?? '';
  const two = `${MESSAGE}\n${indent}${MESSAGE}`;
  expect(mistakeIn(printed.replace(MESSAGE, two))).toBe(`${MESSAGE}\n${MESSAGE}`);
});

test.each([
  ['Python', 'Error: Validation failed with the following errors:\n  [acme/orders] it is needed here\n\nIf you wish to ignore these validations, pass \'skipValidation: true\' to your App configuration.\n'],
  ['Go', 'panic: Error: Validation failed with the following errors:\n\t  [acme/orders] it is needed here\n\t\n\tIf you wish to ignore these\n\ngoroutine 1 [running]:'],
  ['Java', 'RuntimeException: Error: Validation failed with the following errors:\n  [acme/orders] it is needed here\n\nIf you wish\n\n@jsii/kernel.RuntimeError: Error: Validation failed'],
])('%s: what is wrong when everything is declared is listed, without the engine\'s advice', (_, printed) => {
  expect(mistakeIn(printed)).toBe('acme/orders (Construct): it is needed here');
});

test.each([
  ['Python', 'Traceback (most recent call last):\n  File "main.py", line 18, in own\n    raise RuntimeError("the price list is empty")\nRuntimeError: the price list is empty'],
  ['Python, a fault of a library', 'jsii.errors.JavaScriptError: \n  TypeError: x is undefined\n      at Kernel.x (program.js:1:2)\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\nRuntimeError: x is undefined'],
  ['Java', 'Exception in thread "main" java.lang.RuntimeException: the price list is empty\n\tat com.acme.Main.main(Main.java:20)'],
  ['Java, a fault of a library', 'Exception in thread "main" software.amazon.jsii.JsiiError: x is undefined\nTypeError: x is undefined\n    at Kernel.x (program.js:1:2)\n\tat software.amazon.jsii.JsiiRuntime.x(JsiiRuntime.java:119)'],
  ['Java, run by Maven', '[ERROR] Failed to execute goal x on project shop: An exception occurred while executing the Java class. the price list is empty -> [Help 1]\n[ERROR] \n[ERROR] To see the full stack trace'],
  ['Java, a fault of a library, run by Maven', '[ERROR] Failed to execute goal x on project shop: An exception occurred while executing the Java class. x is undefined\n[ERROR] TypeError: x is undefined\n[ERROR]     at Kernel.x (program.js:1:2)\n[ERROR] \n[ERROR] -> [Help 1]\n[ERROR]'],
  ['Go', 'panic: the price list is empty\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:32 +0x32d'],
])('%s: where the program failed by itself, nothing of what it printed is hidden', (_, printed) => {
  expect(mistakeIn(printed)).toBeUndefined();
});

describe('a panic in a driver in Go, of which the library never hears', () => {
  const printed = (call: string, file: string) => `panic: no such region

goroutine 1 [running]:
github.com/aws/jsii-runtime-go/runtime.Create({0x6c127e, 0x28}, {0xc5137a31e90, 0x3, 0x3}, {0x6a5320, 0xc51375fa2e0})
\t/root/go/pkg/mod/github.com/aws/jsii-runtime-go@v1.140.0/runtime/runtime.go:202 +0xd08
${call}({0x7ff51de9f200, 0xc51375b4380}, 0xc51375b4480, 0xc5137a28ea0)
\t/go/pkg/mod/github.com/quanttide/cloud-go/cloud@v0.1.0/${file}.go:254 +0x105
main.main()
\t/app/main.go:13 +0x14c`;

  test.each([
    ['a constructor', 'github.com/quanttide/cloud-go/cloud/data.NewRelationalDatabase', 'data.NewRelationalDatabase'],
    ['a method', 'github.com/quanttide/cloud-go/cloud/web.(*jsiiProxy_WebService).Bind', 'web.WebService.Bind'],
  ])('is told with the call of the program that asked for it: %s', (_, call, said) => {
    const text = printed(call, 'data/RelationalDatabase');
    expect(mistakeIn(text)).toBe('no such region');
    expect(callBehind('no such region', text)).toBe(`${said} at /app/main.go:13`);
  });

  test('is told so in no other case', () => {
    const text = printed('github.com/quanttide/cloud-go/cloud/data.NewRelationalDatabase', 'data/RelationalDatabase');
    expect(callBehind('acme/orders (RelationalDatabase): storage "large" is not a quantity.', text)).toBeUndefined();
    expect(callBehind(MESSAGE, text)).toBeUndefined();
    expect(Object.values(PRINTED).filter((other) => callBehind('no such region', other) !== undefined)).toStrictEqual([]);
    expect(callBehind('no such region', 'panic: no such region\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:32 +0x32d')).toBeUndefined();
  });
});
