import { templatesFolder, version } from '../package-root.ts';
import type { Ask } from '../dialogue.ts';
import { failureOf } from './failure.ts';
import { parseTyped } from './options.ts';
import { allVerbs, findVerb } from './verbs.ts';

/** What a process has to do with the world; a test brings its own. */
export interface Io {
  readonly cwd: string;
  readonly templates: string;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly ask: Ask | undefined;
}

async function askWithInquirer(question: Parameters<Ask>[0]): Promise<string> {
  const { default: inquirer } = await import('inquirer');
  const answers = await inquirer.prompt([question as never]);
  return (answers as Record<string, string>)[question.name] ?? '';
}

function processIo(): Io {
  const interactive = process.stdin.isTTY && process.stdout.isTTY && !process.env['CI'];
  return {
    cwd: process.cwd(),
    templates: templatesFolder,
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    ask: interactive ? askWithInquirer : undefined,
  };
}

/** The verb is the first word; a flag before it is of no verb. */
function verbOf(args: readonly string[]): { name: string | undefined; rest: readonly string[] } {
  const [first, ...rest] = args;
  return first === undefined || first.startsWith('-')
    ? { name: undefined, rest: args }
    : { name: first, rest };
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  const { name, rest } = verbOf(args);
  const verb = name === undefined ? undefined : await findVerb(name, io.templates);
  const typed = parseTyped(verb, rest);
  if (typed.flags.version) io.out(version);
  else if (typed.flags.help || verb === undefined) {
    const { binSpell, helpText } = await import('./help.ts');
    const topic = verb ? { one: verb } : { all: await allVerbs() };
    io.out(helpText(topic, binSpell));
  } else {
    const { binSpell } = await import('./help.ts');
    const { runVerb } = await import('./run-verb.ts');
    const context = { cwd: io.cwd, templates: io.templates, version, say: io.out };
    return runVerb(verb, typed, { context, ask: io.ask, spell: binSpell, print: io.out });
  }
  return 0;
}

/**
 * The package's own command line: no Yeoman, and no inquirer unless there is something to ask.
 *
 * @returns the exit code; no error leaves it
 */
export async function main(args: readonly string[], io: Io = processIo()): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    const { line, exitCode } = failureOf(error);
    io.err(line);
    return exitCode;
  }
}
