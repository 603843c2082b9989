// Injects one fault at a time into a copy of this checkout, and prints which check of the gate detects it. Usage: npm run faults [-- TEXT …]
// With texts, only faults whose file, task or check contains one of them. Run the gate first: a failing check detects every fault.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faults } from '../test/faults/table.mjs';

const AT_ONCE = 2;
/** The reporter's message if a project cannot be created, so that no checks run. */
const BEFORE = 'before its checks';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const asked = process.argv.slice(2);

/** @typedef {import('../test/faults/table.mjs').Fault} Fault */

/** Copies tracked and unignored files; packages and caches are shared. */
function copyTo(folder) {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  for (const file of files.split('\0').filter((each) => each !== '')) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** @param {Fault} fault */
function insert(folder, { file, find, put }) {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(find)) throw new Error(`${file} does not have ${JSON.stringify(find)} any more`);
  writeFileSync(
    path,
    text.replaceAll(find, () => put),
  );
}

/** @returns {Promise<string>} what it printed */
function run(folder, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}

/**
 * @param {Fault} fault
 * @returns {Promise<string | undefined>} why it was not found
 */
async function reasonNotFound(fault) {
  const { task, check, turn } = fault;
  const folder = mkdtempSync(join(tmpdir(), 'fastapi-architect-fault-'));
  try {
    copyTo(folder);
    insert(folder, fault);
    const built = await run(folder, ['scripts/build.mjs']);
    if (/error TS/.test(built)) return `it does not build\n${built}`;
    const turns = turn === undefined ? [] : ['--turn', turn];
    const only = check === BEFORE ? [] : ['--only', check];
    const printed = await run(folder, ['scripts/gate.mjs', '--task', task, ...only, ...turns]);
    const isFound = (line) => line.includes('FAILED') && line.includes(` ${task}: `) && line.includes(check);
    if (printed.split('\n').some(isFound)) return undefined;
    return `the check did not fail\n${printed.slice(-3000)}`;
  } catch (error) {
    return error.message;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const chosen = faults.filter(
  (fault) =>
    asked.length === 0 ||
    asked.some((text) => [fault.file, fault.task, fault.check].join('\n').includes(text)),
);
let missed = 0;
const queue = chosen.values();
async function work() {
  for (const fault of queue) {
    const started = Date.now();
    const reason = await reasonNotFound(fault);
    if (reason !== undefined) missed += 1;
    const turn = fault.turn === undefined ? '' : ` (turn ${fault.turn})`;
    const time = ((Date.now() - started) / 1000).toFixed(0);
    console.log(
      `${reason === undefined ? 'found ' : 'MISSED'}  ${fault.check} of ${fault.task}${turn}: ${fault.file}  ${time} s`,
    );
    if (reason !== undefined) console.log(reason);
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
console.log(`${chosen.length - missed} of ${chosen.length} faults found`);
if (missed > 0 || chosen.length === 0) process.exitCode = 1;
