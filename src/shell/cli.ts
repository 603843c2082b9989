import { UserError } from '../errors.ts';
import { readProfiles } from '../overlay/manifest.ts';
import { templatesFolder, version } from '../package-root.ts';
import type { Ask } from './ask.ts';
import { failureOf } from './failure.ts';
import { binSpell, helpText, verbs } from './help.ts';
import { parseTyped } from './options.ts';
import { runVerb } from './run-verb.ts';

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
function verbOf(args: readonly string[]): { verb: string | undefined; rest: readonly string[] } {
  const [first, ...rest] = args;
  return first === undefined || first.startsWith('-')
    ? { verb: undefined, rest: args }
    : { verb: first, rest };
}

function knownVerbs(templates: string): ReadonlySet<string> {
  const profiles = readProfiles(templates);
  const layers = profiles.flatMap((profile) => profile.layers);
  const parts = profiles.flatMap((profile) => Object.keys(profile.parts));
  return new Set([...Object.keys(verbs), ...layers, ...parts]);
}

function refuseUnknown(verb: string, templates: string): void {
  const known = knownVerbs(templates);
  if (!known.has(verb)) throw new UserError(`unknown verb ${verb}: there are ${[...known].join(', ')}`);
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  const { verb, rest } = verbOf(args);
  const typed = parseTyped(verb ?? 'fastapi-architect', rest);
  if (typed.on('version')) io.out(version);
  else if (typed.on('help') || verb === undefined) io.out(helpText(verb, binSpell));
  else {
    refuseUnknown(verb, io.templates);
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
