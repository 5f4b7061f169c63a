import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../src/output/run-program';
import { InputError } from '../../src/platform-file/finding';
import { MemoryTerminal } from '../support/memory-terminal';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();

/** What is said of a program that prints a text and fails. */
async function failureOf(text: string): Promise<string> {
  const folder = newFolder();
  const file = join(folder, 'program.js');
  writeFileSync(file, `process.stderr.write(${JSON.stringify(text)}, () => process.exit(2));`);
  const error: unknown = await runProgram(`node ${file}`, folder, new MemoryTerminal()).then(() => undefined, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).text;
}

test('all that a program printed is shown where it failed by itself, however long', async () => {
  const frames = Array.from({ length: 60 }, (_, index) => `main.frame${index}()\n\t/app/main.go:${index} +0x1`);
  const said = await failureOf(['\u001b[1;31mpanic: the price list is empty\u001b[m', '', 'goroutine 1 [running]:', ...frames].join('\n'));
  expect(said).toContain('the program ended with the code 2.');
  expect(said).toContain('panic: the price list is empty');
  expect(said).not.toContain('\u001b');
  expect(said).toContain('main.frame0()');
  expect(said).toContain('main.frame59()');
});

test('a panic in a driver in Go is told in its words, with the line of the program that asked', async () => {
  const said = await failureOf(`panic: no such region

goroutine 1 [running]:
github.com/aws/jsii-runtime-go/runtime.Create({0x6c127e, 0x28})
\t/go/pkg/mod/github.com/aws/jsii-runtime-go@v1.140.0/runtime/runtime.go:202 +0xd08
github.com/quanttide/cloud-go/cloud/data.NewRelationalDatabase({0x7ff51de9f200})
\t/go/pkg/mod/github.com/quanttide/cloud-go/cloud@v0.1.0/data/RelationalDatabase.go:254 +0x105
main.main()
\t/app/main.go:13 +0x14c
`);
  expect(said.split('\n').map((line) => line.trim())).toStrictEqual([
    expect.stringMatching(/ {2}no such region$/) as string,
    'It came out of data.NewRelationalDatabase at /app/main.go:13. Where these are no words of the library, a driver of the program\'s own panicked: Go does not tell which.',
  ]);
});
