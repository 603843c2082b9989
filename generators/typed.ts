import type { FlagName } from '../src/run/flags.ts';
import type { AnyVerb } from '../src/run/verb.ts';
import { flagsOf, parseTyped, typedFrom, type Typed } from '../src/shell/options.ts';

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function isNamespace(word: string, namespace: string): boolean {
  const full = word.replace(/^generator-/, '');
  return full === namespace || `${full}:app` === namespace;
}

/** Whether the command line of this process names the generator: `yo` runs it, not another generator and not a test. */
export function isTyped(namespace: string, argv: readonly string[]): boolean {
  return argv.some((word) => isNamespace(word, namespace));
}

/** Converts a flag's value from Yeoman, which turns `--no-example` into `example: false`. */
function valueOf(options: Readonly<Record<string, unknown>>, name: FlagName): unknown {
  if (name.startsWith('no-') && options[name.slice('no-'.length)] === false) return true;
  return options[name] ?? options[camel(name)];
}

/**
 * Returns the arguments of a generator.
 *
 * Under `yo`, uses the command line, because Yeoman parses `--yes shop` as `yes: "shop"` and `1e3` as a number. If another
 * generator or a test calls it, uses the arguments that were passed.
 */
export function typedForGenerator(
  verb: AnyVerb,
  namespace: string,
  argv: readonly string[],
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Typed {
  const at = argv.findIndex((word) => isNamespace(word, namespace));
  if (at !== -1) return parseTyped(verb, argv.toSpliced(at, 1), true);
  return typedFrom(
    // Ignore other options: Yeoman adds its own.
    Object.fromEntries(flagsOf(verb).map(([name]) => [name, valueOf(options, name)])),
    args.map(String),
    verb,
  );
}
