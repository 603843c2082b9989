import { isatty } from 'node:tty';
import { templatesFolder, version } from '../package-root.ts';
import { UserError } from '../errors.ts';
import type { Ask } from '../dialogue.ts';
import { failureOf } from './failure.ts';
import type { Shell } from './shell.ts';

/** Inputs and outputs of a process; tests pass their own. */
export interface Io {
  readonly cwd: string;
  readonly templates: string;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly ask: Ask | undefined;
  /** Shows colours and running programs; absent in tests. */
  readonly terminal?: () => Promise<Pick<Shell, 'paint' | 'progress'>>;
  /** Width of the terminal; absent without one. */
  readonly columns?: number | undefined;
}

async function askWithInquirer(question: Parameters<Ask>[0]): Promise<string> {
  const [{ default: inquirer }, { promptOf }] = await Promise.all([
    import('inquirer'),
    import('./prompt.ts'),
  ]);
  const answers = await inquirer.prompt([promptOf(question, process.stdout.rows) as never]);
  return String((answers as Record<string, unknown>)[question.name] ?? '');
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UserError('the current folder no longer exists; change to another one, e.g. cd ~');
  }
}

/** The current process's folder, streams, and terminal if it has one. */
export function processIo(): Io {
  // Reading `isTTY` would open the streams, which takes 4 ms.
  const interactive = isatty(0) && isatty(1) && !process.env['CI'];
  return {
    // Read on demand: the folder may not exist any more.
    get cwd() {
      return currentFolder();
    },
    templates: templatesFolder,
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    ask: interactive ? askWithInquirer : undefined,
    terminal: async () => (await import('./terminal.ts')).terminal,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  };
}

/** Splits the arguments: the verb is the first word, and flags before it belong to no verb. */
function verbOf(args: readonly string[]): { name: string | undefined; rest: readonly string[] } {
  const [first, ...rest] = args;
  return first === undefined || first.startsWith('-')
    ? { name: undefined, rest: args }
    : { name: first, rest };
}

async function help(name: string | undefined, io: Io): Promise<void> {
  if (name === 'completion') return completion('--help', io);
  const { out, templates, columns } = io;
  const [{ binSpell, helpText, HELP_WIDTH }, { allVerbs, findVerb }] = await Promise.all([
    import('./help.ts'),
    import('./verbs.ts'),
  ]);
  const width = Math.min(HELP_WIDTH, columns ?? HELP_WIDTH);
  if (name === undefined) return out(helpText({ all: await allVerbs() }, binSpell, { width }));
  const one = await findVerb(name, templates);
  // The tables of fields and profiles take time to load.
  const details = one.explains && (await import('./help-details.ts')).detailsOf(one, templates);
  out(helpText({ one }, binSpell, { width, ...(details && { details }) }));
}

async function completion(shell: string | undefined, { out, templates }: Io): Promise<void> {
  const [{ completionText }, { allVerbs, layerNames }, { profileValues }, { readProfiles }] =
    await Promise.all([
      import('./completion.ts'),
      import('./verbs.ts'),
      import('./help-details.ts'),
      import('../overlay/manifest.ts'),
    ]);
  const [verbs, layers] = await Promise.all([allVerbs(), layerNames(templates)]);
  out(completionText(shell, { verbs, layers, values: profileValues(readProfiles(templates)) }));
}

async function printVersion(_: string | undefined, { out }: Io): Promise<void> {
  out(version);
}

/** Words of this command line only, about verbs instead of a project. */
const ownWords: Readonly<Record<string, (word: string | undefined, io: Io) => Promise<void>>> = {
  '--version': printVersion,
  '-v': printVersion,
  help,
  completion,
};

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  const [first = '', second] = args;
  const own = Object.hasOwn(ownWords, first) ? ownWords[first] : undefined;
  if (own) {
    await own(second, io);
    return 0;
  }
  const [{ parseTyped }, { findVerb }] = await Promise.all([import('./options.ts'), import('./verbs.ts')]);
  const { name, rest } = verbOf(args);
  const verb = name === undefined ? undefined : await findVerb(name, io.templates);
  const typed = parseTyped(verb, rest);
  if (typed.flags.version) io.out(version);
  else if (typed.flags.help || verb === undefined) await help(name, io);
  else {
    const { binSpell } = await import('./help.ts');
    const { runVerb } = await import('./run-verb.ts');
    const context = { cwd: io.cwd, templates: io.templates, version, say: io.out };
    const shell = { context, ask: io.ask, spell: binSpell, print: io.out, ...(await io.terminal?.()) };
    return runVerb(verb, typed, shell);
  }
  return 0;
}

async function printFailure(error: unknown, verb: string | undefined, print: Io['out']): Promise<void> {
  const { failureJson } = await import('./json.ts');
  print(failureJson(error, verb ?? ''));
}

/**
 * Runs the package's own command, without Yeoman; loads inquirer only for questions.
 *
 * @returns the exit code; never throws
 */
export async function main(args: readonly string[], io: Io = processIo()): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    const { line, exitCode } = failureOf(error);
    if (args.includes('--json')) await printFailure(error, args[0], io.out);
    else io.err(line);
    return exitCode;
  }
}
