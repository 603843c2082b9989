import { UserError } from '../errors.ts';
import type { FlagName } from '../run/flags.ts';
import type { AnyVerb } from '../run/verb.ts';
import { suggestion } from '../suggestion.ts';
import type { Details } from './help.ts';
import { flagRows, flagsOf } from './options.ts';
import { isForLayers } from './verbs.ts';

const PROGRAM = 'fastapi-architect';

/** Possible words: verbs, layers of all profiles, and values that depend on the profiles. */
export interface Vocabulary {
  readonly verbs: readonly AnyVerb[];
  readonly layers: readonly string[];
  readonly values: Details['values'];
}

const dashed = (verb: AnyVerb): readonly string[] => flagsOf(verb).map(([name]) => `--${name}`);

/** Flags with a fixed set of values. */
function valued({ values: more }: Vocabulary): readonly (readonly [FlagName, readonly string[]])[] {
  return flagRows.flatMap(([name, { values = more[name] }]) =>
    values ? [[name, Object.keys(values)] as const] : [],
  );
}

/** The verbs with their names on the command line; a layer verb has the names of all layers. */
function typedVerbs({
  verbs,
  layers,
}: Vocabulary): readonly (readonly [names: readonly string[], AnyVerb])[] {
  return verbs.map((verb) => [isForLayers(verb) ? layers : [verb.name], verb]);
}

const firstWords = (vocabulary: Vocabulary): readonly string[] => [
  ...typedVerbs(vocabulary).flatMap(([names]) => names),
  'help',
  'completion',
];

function bash(vocabulary: Vocabulary): string {
  const first = firstWords(vocabulary).join(' ');
  const values = valued(vocabulary).map(([name, texts]) => `    --${name}) words="${texts.join(' ')}" ;;`);
  const flags = typedVerbs(vocabulary).map(
    ([names, verb]) => `        ${names.join('|')}) words="${dashed(verb).join(' ')}" ;;`,
  );
  return `_fastapi_architect() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" words=""
  # Bash splits --flag=value at the equals sign.
  if [ "$word" = "=" ]; then word=""; fi
  if [ "$previous" = "=" ]; then previous="\${COMP_WORDS[COMP_CWORD - 2]}"; fi
  case "$previous" in
    ${PROGRAM}|*/${PROGRAM}|help) words="${first}" ;;
    completion) words="${Object.keys(scripts).join(' ')}" ;;
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
  // The user's own set-up may have loaded it; -i ignores folders that others can write to, instead of asking.
  const load = '(( $+functions[compdef] )) || { autoload -U +X compinit && compinit -i }';
  return `${load}\nautoload -U +X bashcompinit && bashcompinit\n${bash(vocabulary)}`;
}

const fishText = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;

function fish(vocabulary: Vocabulary): string {
  const start = `complete -c ${PROGRAM}`;
  const verbs = typedVerbs(vocabulary);
  const values = new Map(valued(vocabulary));
  const first = verbs.flatMap(([names, { summary }]) =>
    names.map((name) => `${start} -n __fish_use_subcommand -a ${name} -d ${fishText(summary)}`),
  );
  const flags = verbs.flatMap(([names, verb]) =>
    flagsOf(verb).map(([name, { type, summary }]) => {
      const texts = values.get(name);
      const value = type === 'string' ? ` -r${texts ? ` -f -a ${fishText(texts.join(' '))}` : ''}` : '';
      const seen = fishText(`__fish_seen_subcommand_from ${names.join(' ')}`);
      return `${start} -n ${seen} -l ${name}${value} -d ${fishText(summary)}`;
    }),
  );
  const own = [
    `${start} -n __fish_use_subcommand -a 'help completion'`,
    `${start} -n '__fish_seen_subcommand_from completion' -f -a ${fishText(Object.keys(scripts).join(' '))}`,
  ];
  return [...first, ...own, ...flags].join('\n');
}

const powershellList = (words: readonly string[]): string =>
  `@(${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ')})`;

function powershell(vocabulary: Vocabulary): string {
  const rows = (of: readonly (readonly [string, readonly string[]])[]): string =>
    of.map(([name, words]) => `    '${name}' = ${powershellList(words)}`).join('\n');
  const values = valued(vocabulary).map(([name, texts]) => [`--${name}`, texts] as const);
  const flags = typedVerbs(vocabulary).flatMap(([names, verb]) =>
    names.map((name) => [name, dashed(verb)] as const),
  );
  return `Register-ArgumentCompleter -Native -CommandName ${PROGRAM} -ScriptBlock {
  param($word, $command, $position)
  $values = @{
${rows([...values, ['completion', Object.keys(scripts)], ['help', firstWords(vocabulary)]])}
  }
  $flags = @{
${rows(flags)}
  }
  $before = @($command.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { "$_" })
  $previous = $before[-1]
  if ($before.Count -lt 2) { $words = ${powershellList(firstWords(vocabulary))} }
  elseif ($values.ContainsKey($previous)) { $words = $values[$previous] }
  else { $words = $flags[$before[1]] }
  $words | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}`;
}

/** The script of each shell, and the line that loads it when the shell starts. */
const scripts: Readonly<
  Record<string, { readonly print: (vocabulary: Vocabulary) => string; readonly load: string }>
> = {
  bash: { print: bash, load: `eval "$(${PROGRAM} completion bash)"  # in ~/.bashrc` },
  zsh: { print: zsh, load: `eval "$(${PROGRAM} completion zsh)"  # in ~/.zshrc` },
  fish: { print: fish, load: `${PROGRAM} completion fish | source  # in config.fish` },
  powershell: {
    print: powershell,
    load: `${PROGRAM} completion powershell | Out-String | iex  # in $PROFILE`,
  },
};

function usage(): string {
  const lines = Object.values(scripts).map(({ load }) => `  ${load}`);
  return `Usage:\n  ${PROGRAM} completion ${Object.keys(scripts).join('|')}\n\nLoad it with:\n${lines.join('\n')}`;
}

/**
 * Returns a completion script for a shell, or how to use one.
 *
 * @param shell the shell's name, or --help
 * @throws UserError for another shell
 */
export function completionText(shell: string | undefined, vocabulary: Vocabulary): string {
  if (shell === '--help' || shell === '-h') return usage();
  const script = Object.hasOwn(scripts, shell ?? '') ? scripts[shell ?? ''] : undefined;
  if (script) return script.print(vocabulary);
  const known = Object.keys(scripts);
  if (shell === undefined)
    throw new UserError(`completion needs a shell: ${known.join(', ')}, e.g. ${PROGRAM} completion bash`);
  throw new UserError(`completion for ${shell}: ${suggestion(shell, known)}`);
}
