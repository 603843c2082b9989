// Runs the tests: unit tests and the proofs of generated projects. Usage: npm test | npm run gate -- --help
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import escapeRegExp from 'escape-string-regexp';

const HELP = `Usage: npm test -- [options]        unit tests, and a short proof of each profile
       npm run gate -- [options]    unit tests and every proof

  --all               every proof (npm run gate says it)
  --profile NAME      only the proofs of a profile, e.g. api-v1, or of a profile and login, e.g. layered-jwt
  --task NAME         only one run, e.g. "relations api-v1 sqlite"
  --only TEXT         only checks whose name contains the text, e.g. alembic
  --list              show the runs, and run none
  --turn 0|1|all      what is proved by turns (hostile requests and Python versions by database): the commit decides
                      unless it is given here; all: everything
  --seed NUMBER       draw the same resources and changes again; without it DRAW_SEED decides, or chance
  --help

Examples:
  npm run gate -- --profile api-v1 --list
  npm run gate -- --profile api-v1
  npm run gate -- --profile api-v1 --only alembic
  npm run gate -- --task "relations api-v1 sqlite" --only "mypy --strict"
`;

const options = /** @type {const} */ ({
  all: { type: 'boolean' },
  help: { type: 'boolean' },
  list: { type: 'boolean' },
  profile: { type: 'string' },
  task: { type: 'string' },
  only: { type: 'string' },
  turn: { type: 'string' },
  seed: { type: 'string' },
});

/** @param {string} fault @returns {never} */
function refuse(fault) {
  console.error(`${fault}; npm run gate -- --help shows the options`);
  process.exit(1);
}

function parse() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(error.message.split('\n')[0].replace(/\.$/, ''));
  }
}

const { all, help, list, profile, task, only, turn, seed } = parse();
if (help) {
  process.stdout.write(HELP);
  process.exit(0);
}

for (const [name, value] of Object.entries({ profile, task, only }))
  if (value === '') refuse(`--${name} needs a value`);
if (profile !== undefined && task !== undefined) refuse('--profile and --task exclude each other');
if (turn !== undefined && !['0', '1', 'all'].includes(turn)) refuse(`--turn ${turn}: choose 0, 1 or all`);
const LARGEST_SEED = 2 ** 32 - 1;
const drawSeed = seed ?? process.env.DRAW_SEED ?? String(Date.now() % LARGEST_SEED);
if (!/^\d{1,10}$/.test(drawSeed) || Number(drawSeed) > LARGEST_SEED)
  refuse(
    `${seed === undefined ? 'DRAW_SEED' : '--seed'} ${drawSeed}: type a whole number up to ${LARGEST_SEED}`,
  );

const isPart = profile !== undefined || task !== undefined || only !== undefined;
// Ignore the settings of an enclosing gate.
const inherited = Object.entries(process.env).filter(
  ([name]) => !/^(GATE|PROOF)_(?!MARK|RESULTS)/.test(name),
);
const env = {
  ...Object.fromEntries(inherited),
  DRAW_SEED: drawSeed,
  GATE_TASKS: all || isPart ? 'all' : 'quick',
  GATE_UNIT: isPart ? 'no' : 'yes',
  ...(profile !== undefined && { GATE_SUBJECT: profile }),
  ...(task !== undefined && { GATE_TASK: task }),
  ...(only !== undefined && { GATE_ONLY: only }),
  ...(list && { GATE_LIST: 'yes' }),
  ...(turn !== undefined && { PROOF_TURN: turn }),
};
const escaped = only === undefined ? undefined : escapeRegExp(only);
const args = [
  join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  ...(escaped === undefined ? [] : ['--testNamePattern', escaped]),
];
// The tests watch the channel to detect that this process has ended.
const child = spawn(process.execPath, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
// Ctrl-C reaches the tests from the terminal: this process only waits for them.
process.on('SIGINT', () => console.log('interrupted: the next run deletes temporary folders and databases'));
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
// npm does not stop its child processes when it ends.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM');
}, 1000).unref();
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
  process.disconnect?.();
});
