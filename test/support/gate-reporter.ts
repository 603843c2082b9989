import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { drawSeed } from '../proof/seed.ts';
import { everyTurn, turn } from '../proof/task.ts';
import escapeRegExp from 'escape-string-regexp';
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';

/** What a check that did not pass is called, and how often each of its kind did. */
interface Kind {
  passed: number;
  failed: number;
  seconds: number;
  cpu: number;
}

const PROOF = '.proof.ts';
/** Bytes with which nothing can go on. */
const FULL = 50_000_000;
const FULL_DISK = /ENOSPC|No space left on device|database or disk is full/;
const seconds = (test: TestCase): number => (test.diagnostic()?.duration ?? 0) / 1000;

const isProof = ({ moduleId }: TestModule): boolean => moduleId.endsWith(PROOF);
const clock = (time: number): string =>
  `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(Math.floor(time % 60)).padStart(2, '0')}`;

/** CPU seconds that this machine has spent since it started, where it tells. */
function cpuOfMachine(): number | undefined {
  if (!existsSync('/proc/stat')) return undefined;
  const [, user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'utf8').split(/\s+/, 8);
  const TICKS = 100;
  return [user, nice, system, irq, softirq].reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((word, at) =>
    Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0), word.length),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return [head, ...rows].map(line).join('\n');
}

/** Rules have one test for each edit: hundreds, which are one kind. */
const ONE_KIND: Readonly<Record<string, string>> = { rules: 'rules judge edits' };

function kindOf(test: TestCase): string {
  const { name } = test.project;
  if (!isProof(test.module)) return `${name} tests`;
  return ONE_KIND[name.split(' ')[0] ?? ''] ?? test.name;
}

const quoted = (text: string): string => `"${text.replaceAll(/["$`\\]/g, '\\$&')}"`;

const SHOWN_LINES = 25;

/** The last lines of a message, where a program says why it failed. */
const endOf = (text: string): string =>
  text
    .trim()
    .split('\n')
    .slice(-SHOWN_LINES)
    .map((line) => `        ${line}`)
    .join('\n');

/** A check, with its project where a run has several of them. */
function checkOf(test: TestCase): string {
  const isOneOfSeveral = [...test.module.children.suites()].length > 1;
  return isOneOfSeveral ? wordsOf(test) : test.name;
}

/** What the commit and chance have chosen, which may be another choice next time. */
const chosen = (): string => `--turn ${everyTurn ? 'all' : turn()} --seed ${drawSeed}`;

/** The name of a test with those of its suites, as patterns are compared with it. */
const wordsOf = (test: TestCase): string => test.fullName.replaceAll(' > ', ' ');

/** The command that runs a test alone. */
function commandFor(test: TestCase): string {
  const { name } = test.project;
  if (isProof(test.module)) {
    return `npm run gate -- --task ${quoted(name)} --only ${quoted(checkOf(test))} ${chosen()}`;
  }
  const pattern = `^${escapeRegExp(wordsOf(test))}$`;
  return `npx vitest run --project ${name} ${test.module.relativeModuleId} -t ${quoted(pattern)}`;
}

type Part = TestModule | TestSuite;

const nameOf = (part: Part): string => (part.type === 'suite' ? part.fullName : part.relativeModuleId);

function contains(part: Part, test: TestCase): boolean {
  return [...part.children.allTests()].some(({ id }) => id === test.id);
}

/** The command that runs everything of a project or a file again. */
function commandForAll(part: Part): string {
  const module = part.type === 'suite' ? part.module : part;
  const { name } = part.project;
  if (!isProof(module)) return `npx vitest run --project ${name} ${module.relativeModuleId}`;
  return `npm run gate -- --task ${quoted(name)} ${chosen()}`;
}

/** One row a kind of check, the longest first. */
function tableOf(tests: readonly TestCase[]): string {
  const kinds = new Map<string, Kind>();
  for (const test of tests) {
    const kind = kinds.get(kindOf(test)) ?? { passed: 0, failed: 0, seconds: 0, cpu: 0 };
    kinds.set(kindOf(test), kind);
    if (test.result().state === 'passed') kind.passed += 1;
    else kind.failed += 1;
    kind.seconds += seconds(test);
    kind.cpu += test.meta().cpu ?? 0;
  }
  const rows = [...kinds]
    .toSorted(([, a], [, b]) => b.seconds - a.seconds)
    .map(([name, kind]) => [
      name,
      String(kind.passed),
      String(kind.failed),
      kind.seconds.toFixed(0),
      kind.cpu === 0 ? '' : kind.cpu.toFixed(0),
    ]);
  return table(['check', 'passed', 'failed', 'seconds', 'CPU of its programs'], rows);
}

/**
 * Says while it works which check of which profile and database has ended, and at the end in one table how many of each kind passed. What was not run
 * counts as failed, unless its name was not asked for.
 */
export default class GateReporter implements Reporter {
  #vitest: Vitest | undefined;
  readonly #started = Date.now();
  readonly #cpu = cpuOfMachine();

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  #elapsed(): string {
    return clock((Date.now() - this.#started) / 1000);
  }

  onTestModuleStart(module: TestModule): void {
    if (isProof(module)) console.log(`${this.#elapsed()}  begins  ${module.project.name}`);
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    const isOneOfMany = (test.project.name.split(' ')[0] ?? '') in ONE_KIND;
    if (!isProof(test.module) || state === 'skipped' || (state === 'passed' && isOneOfMany)) return;
    const word = state === 'passed' ? 'ok    ' : 'FAILED';
    const { name } = test.project;
    console.log(`${this.#elapsed()}  ${word}  ${name}: ${checkOf(test)}  ${seconds(test).toFixed(1)} s`);
    const [error] = test.result().errors ?? [];
    if (error !== undefined) console.log(endOf(error.message));
  }

  onTestSuiteResult(suite: TestSuite): void {
    const [error] = suite.errors();
    if (error === undefined) return;
    console.log(`${this.#elapsed()}  FAILED  ${suite.project.name}: ${suite.name}, before its checks`);
    console.log(endOf(error.message));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[] = []): void {
    const pattern = this.#vitest?.config.testNamePattern;
    const asked = modules
      .flatMap((module) => [...module.children.allTests()])
      .filter((test) => pattern === undefined || pattern.test(wordsOf(test)));
    // What stands outside the tests of a file, or before those of a project.
    const broken = modules.flatMap((module) =>
      [module, ...module.children.allSuites()].filter((part) => part.errors().length > 0),
    );
    const isStopped = (test: TestCase): boolean => broken.some((part) => contains(part, test));
    // A project that could not be made is told once, and not for each of its checks.
    const tests = asked.filter((test) => test.result().state !== 'skipped' || !isStopped(test));
    const failed = tests.filter((test) => test.result().state !== 'passed');
    console.log(`\n${tableOf(tests)}`);
    for (const test of failed)
      console.log(`\nFAILED ${test.project.name}: ${checkOf(test)}\n  ${commandFor(test)}`);
    for (const part of broken)
      console.log(`\nFAILED to run ${part.project.name}: ${nameOf(part)}\n  ${commandForAll(part)}`);
    for (const { message } of unhandled) console.log(`\nFAILED outside of all tests: ${message}`);
    const { GATE_ONLY } = process.env;
    const isNothing = GATE_ONLY !== undefined && asked.length === 0 && broken.length === 0;
    if (isNothing) console.log(`\nno check of these runs has "${GATE_ONLY}" in its name`);
    const { bavail, bsize } = statfsSync(tmpdir());
    const messages = failed.map((test) => test.result().errors?.[0]?.message ?? '');
    if (bavail * bsize < FULL || messages.some((message) => FULL_DISK.test(message)))
      console.log(`\nThe disk of ${tmpdir()} is full: free some, or name another folder with TMPDIR`);
    const cpu = cpuOfMachine();
    const spent =
      cpu === undefined || this.#cpu === undefined
        ? ''
        : `, ${((cpu - this.#cpu) / 60).toFixed(1)} CPU minutes of this machine`;
    const red = failed.length + broken.length + unhandled.length;
    console.log(`\n${this.#elapsed()} elapsed${spent}`);
    console.log(`${tests.length - failed.length} passed, ${red} failed`);
    if (red > 0 || isNothing) process.exitCode = 1;
  }
}
