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

/** What Yeoman made of a flag; `--no-example` has become `example: false`. */
function valueOf(options: Readonly<Record<string, unknown>>, name: FlagName): unknown {
  if (name.startsWith('no-') && options[name.slice('no-'.length)] === false) return true;
  return options[name] ?? options[camel(name)];
}

/**
 * What was typed for a generator.
 *
 * Under `yo` that is the command line itself, because Yeoman reads `--yes shop` as `yes: "shop"` and `1e3` as a number.
 * Called by another generator or by a test it is what the caller passed.
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
