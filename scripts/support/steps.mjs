// Runs steps one after the other, shows where it is and how long each took, and leaves a summary in .reports/.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { install } from './setup.mjs';
import { formatCounts, readJestReport } from './summary.mjs';

const REPORTS = '.reports';
const HEARTBEAT_SECONDS = 15;

/** Runs a command's steps, all that can run in spite of one that failed; returns the exit code. */
export async function runCommand(name, { steps, done }) {
  mkdirSync(REPORTS, { recursive: true });
  const started = Date.now();
  const results = [];
  for (const [index, step] of steps.entries()) {
    const position = `[${index + 1}/${steps.length}]`;
    const missing = [install.name, ...(step.needs ?? [])].find((need) => results.some((earlier) => earlier.name === need && earlier.failed > 0));
    if (missing) {
      console.log(`${position} ${step.name}: skipped, as it needs: ${missing}`);
    }
    results.push(missing ? { name: step.name, seconds: 0, passed: 0, failed: 0, skipped: 1 } : await runStep(step, position));
  }
  const summary = summarize(name, results, seconds(started));
  writeFileSync(join(REPORTS, `${name.replaceAll(':', '-')}.summary.json`), `${JSON.stringify(summary, undefined, 2)}\n`);
  console.log(`\n${name}: ${formatCounts(summary)} in ${summary.seconds} s`);
  if (summary.failed === 0) {
    done.forEach((line) => console.log(line));
  } else {
    results.filter(({ failed }) => failed > 0).forEach((step) => console.log(`  failed: ${step.name}`));
  }
  return summary.failed === 0 ? 0 : 1;
}

async function runStep(step, position) {
  const reason = step.skip?.();
  if (reason) {
    console.log(`${position} ${step.name}: ${reason}`);
    return { name: step.name, seconds: 0, passed: 0, failed: 0, skipped: 0 };
  }
  console.log(`${position} ${step.name} …`);
  if (step.report) {
    rmSync(step.report, { force: true });
  }
  const started = Date.now();
  const { code, output } = await execute(step, started);
  const counts = step.report ? readJestReport(step.report) : undefined;
  const result = { name: step.name, seconds: seconds(started), ...(counts ?? { passed: 0, failed: 0, skipped: 0 }) };
  if (code === 0) {
    result.passed += counts ? 0 : 1;
    step.succeeded?.();
  } else {
    result.failed = Math.max(1, result.failed);
    process.stdout.write(output);
  }
  const detail = counts ? `, ${formatCounts(result)}` : '';
  console.log(`${position} ${step.name}: ${code === 0 ? 'ok' : `FAILED (${step.run.join(' ')})`}, ${result.seconds} s${detail}`);
  return result;
}

/** Runs the program; collects its output unless it is shown as it comes. */
function execute(step, started) {
  const [program, ...args] = step.run;
  const windows = process.platform === 'win32';
  const child = spawn(program, args, {
    env: { ...environment(), ...step.env },
    stdio: ['ignore', step.stream ? 'inherit' : 'pipe', step.stream ? 'inherit' : 'pipe'],
    shell: windows, // npm and the binaries are .cmd files there
  });
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.push(chunk));
  const heartbeat = setInterval(() => {
    if (!step.stream) {
      console.log(`      still running, ${seconds(started)} s`);
    }
  }, HEARTBEAT_SECONDS * 1000);
  return new Promise((settle) => {
    const finish = (code, problem) => {
      clearInterval(heartbeat);
      settle({ code, output: Buffer.concat(chunks).toString() + problem });
    };
    child.on('error', (error) => finish(127, `${error.message}\n`));
    child.on('close', (code, signal) => finish(code ?? 1, signal ? `ended by ${signal}\n` : ''));
  });
}

function environment() {
  return {
    ...process.env,
    ...(process.stdout.isTTY ? {} : { FORCE_COLOR: '0' }),
    PATH: `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH}`,
    // The library supports Node 20 for as long as `engines` says so.
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  };
}

function summarize(name, steps, total) {
  const sum = (key) => steps.reduce((result, step) => result + step[key], 0);
  return { name, seconds: total, passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), steps };
}

function seconds(started) {
  return Math.round((Date.now() - started) / 100) / 10;
}

/** A command's summary, as the last run left it. */
export function readSummary(name) {
  try {
    return JSON.parse(readFileSync(join(REPORTS, `${name.replaceAll(':', '-')}.summary.json`), 'utf8'));
  } catch {
    return undefined;
  }
}
