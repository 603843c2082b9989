import { UserError } from '../errors.ts';
import type { Flag, FlagName } from '../run/flags.ts';
import type { AnyVerb } from '../run/verb.ts';
import { suggestion } from '../suggestion.ts';
import { flagRows, flagsOf } from './options.ts';
import { isForLayers } from './verbs.ts';

const PROGRAM = 'fastapi-architect';

/** Possible first words: verbs, and layers of all profiles. */
export interface Vocabulary {
  readonly verbs: readonly AnyVerb[];
  readonly layers: readonly string[];
}

const dashed = (verb: AnyVerb): string =>
  flagsOf(verb)
    .map(([name]) => `--${name}`)
    .join(' ');

/** Flags with a fixed set of values. */
function valued(): readonly (readonly [FlagName, readonly string[]])[] {
  return flagRows.flatMap(([name, { values }]: [FlagName, Flag]) =>
    values ? [[name, values] as const] : [],
  );
}

/** The verbs with their names on the command line; a layer verb has the names of all layers. */
function typedVerbs({
  verbs,
  layers,
}: Vocabulary): readonly (readonly [names: readonly string[], AnyVerb])[] {
  return verbs.map((verb) => [isForLayers(verb) ? layers : [verb.name], verb]);
}

function bash(vocabulary: Vocabulary): string {
  const verbs = typedVerbs(vocabulary);
  const values = valued().map(([name, texts]) => `    --${name}) words="${texts.join(' ')}" ;;`);
  const flags = verbs.map(([names, verb]) => `        ${names.join('|')}) words="${dashed(verb)}" ;;`);
  return `_fastapi_architect() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" words=""
  case "$previous" in
    ${PROGRAM}|*/${PROGRAM}) words="${verbs.flatMap(([names]) => names).join(' ')} help" ;;
${values.join('\n')}
    *)
      case "\${COMP_WORDS[1]}" in
${flags.join('\n')}
      esac
      ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _fastapi_architect ${PROGRAM}`;
}

function zsh(vocabulary: Vocabulary): string {
  return `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bash(vocabulary)}`;
}

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;

function fish(vocabulary: Vocabulary): string {
  const start = `complete -c ${PROGRAM}`;
  const verbs = typedVerbs(vocabulary);
  const first = verbs.flatMap(([names, { summary }]) =>
    names.map((name) => `${start} -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`),
  );
  const flags = verbs.flatMap(([names, verb]) =>
    flagsOf(verb).map(([name, { type, values, summary }]) => {
      const value = type === 'string' ? ` -r${values ? ` -f -a ${quoted(values.join(' '))}` : ''}` : '';
      const seen = quoted(`__fish_seen_subcommand_from ${names.join(' ')}`);
      return `${start} -n ${seen} -l ${name}${value} -d ${quoted(summary)}`;
    }),
  );
  return [...first, ...flags].join('\n');
}

const scripts: Readonly<Record<string, (vocabulary: Vocabulary) => string>> = { bash, zsh, fish };

/**
 * Returns a completion script for a shell.
 *
 * @param shell bash, zsh or fish
 * @throws UserError for another shell
 */
export function completionScript(shell: string | undefined, vocabulary: Vocabulary): string {
  const script = Object.hasOwn(scripts, shell ?? '') ? scripts[shell ?? ''] : undefined;
  if (script) return script(vocabulary);
  const known = Object.keys(scripts);
  if (shell === undefined)
    throw new UserError(`completion needs a shell: ${known.join(', ')}, e.g. ${PROGRAM} completion bash`);
  throw new UserError(`completion for ${shell}: ${suggestion(shell, known)}`);
}
