import type { FlagName } from '../run/flags.ts';
import type { AnyVerb, Spell, Word } from '../run/verb.ts';
import { flagsOf } from './options.ts';

/** The widest line of a help text. */
export const HELP_WIDTH = 80;

/** Left columns that are wider get a line of their own. */
const WIDEST_LEFT = 26;

/** A line of a help text in two columns. */
export type Row = readonly [left: string, right: string];

/** Parts of a verb's help that need more modules than its declaration. */
export interface Details {
  readonly sections: readonly (readonly [title: string, rows: readonly Row[]])[];
  /** Values of flags, with their meanings. */
  readonly values: Readonly<Partial<Record<FlagName, Readonly<Record<string, string>>>>>;
}

const EXIT_CODES: readonly (readonly [code: string, short: string, long: string])[] = [
  ['0', 'success', 'success, or nothing to do'],
  ['1', 'error', 'invalid arguments, or a file could not be read or written; nothing was written'],
  ['2', 'pending', 'check: changes are pending; review: findings; doctor: something is missing'],
  [
    '3',
    'conflict',
    'a conflict, or a change that deletes data, without a terminal to ask in; nothing was written, except with --on-conflict',
  ],
  ['4', 'blocked', 'the project is not in a state to write to, e.g. an unfinished merge or a damaged record'],
  ['130', 'interrupted', 'interrupted by Ctrl-C'],
];

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Prints rows in two columns, of which the second wraps. */
function table(rows: readonly Row[], width: number): string {
  const lefts = rows.map(([left]) => left.length).filter((length) => length <= WIDEST_LEFT);
  const indent = Math.max(0, ...lefts) + 4;
  const gap = ' '.repeat(indent);
  return rows
    .flatMap(([left, right]) => {
      const lines = right === '' ? [] : wrapped(right, Math.max(width - indent, WIDEST_LEFT));
      const isWide = left.length > WIDEST_LEFT;
      const [first = '', ...more] = isWide ? ['', ...lines] : lines;
      return [`  ${left.padEnd(indent - 2)}${first}`.trimEnd(), ...more.map((line) => gap + line)];
    })
    .join('\n');
}

const wordText = ({ name, required, many }: Word): string => {
  const word = many ? `${name}…` : name;
  return required ? `<${word}>` : `[${word}]`;
};

/** Returns the usage of a verb: `resource [Name] [field…]`. */
export function usageOf({ name, words = [] }: Pick<AnyVerb, 'name' | 'words'>): string {
  return [name, ...words.map(wordText)].join(' ');
}

export const binSpell: Spell = (usage) => `fastapi-architect ${usage}`;

export const yoSpell: Spell = (usage) => {
  const [verb = '', ...rest] = usage.split(' ');
  const command = verb === 'new' ? 'yo fastapi-architect' : `yo fastapi-architect:${verb}`;
  return [command, ...rest].join(' ');
};

const NO_DETAILS: Details = { sections: [], values: {} };

/** The flags of a verb; the values of each follow it. */
function flagTable(verb: AnyVerb, { values: more }: Details): readonly Row[] {
  return flagsOf(verb).flatMap(([name, { short, value, summary, summaryOf, values = more[name] }]) => {
    const shown = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
    const meanings = Object.entries(values ?? {}).map(([word, meaning]): Row => [`    ${word}`, meaning]);
    const row: Row = [shown, summaryOf?.[verb.name] ?? summary];
    return [row].concat(meanings);
  });
}

function verbHelp(verb: AnyVerb, { spell, width, details = NO_DETAILS }: HelpStyle): string {
  const codes = EXIT_CODES.map(([code, short]) => `${code} ${short}`).join(', ');
  const sections = details.sections.map(([title, rows]) => `${title}:\n${table(rows, width)}\n`);
  return [
    `Usage:\n  ${spell(usageOf(verb))} [--flag…]\n`,
    `${wrapped(`${verb.summary.charAt(0).toUpperCase()}${verb.summary.slice(1)}.`, width).join('\n')}\n`,
    ...sections,
    `Flags:\n${table(flagTable(verb, details), width)}\n`,
    `Examples:\n${verb.examples.map((example) => `  ${spell(example)}`).join('\n')}\n`,
    wrapped(`Exit codes: ${codes}.`, width).join('\n'),
    wrapped('"fastapi-architect help" explains them, and lists all verbs.', width).join('\n'),
  ].join('\n');
}

/** Words of the package's own command that are no verbs of a project. */
const OWN_WORDS: readonly Row[] = [
  ['help [verb]', 'show this help, or the flags and examples of a verb'],
  ['completion <shell>', 'print a script that completes verbs and flags'],
];

function programHelp(verbs: readonly AnyVerb[], { spell, width }: HelpStyle): string {
  const rows = [...verbs.map((verb): Row => [usageOf(verb), verb.summary]), ...OWN_WORDS];
  const examples = verbs.slice(0, 2).flatMap(({ examples: [first] }) => (first ? [`  ${spell(first)}`] : []));
  return [
    `Usage:\n  ${spell('<verb>')} [argument…] [--flag…]\n`,
    `Verbs:\n${table(rows, width)}\n`,
    `Examples:\n${examples.join('\n')}\n`,
    `Exit codes:\n${table(
      EXIT_CODES.map(([code, , long]) => [code, long]),
      width,
    )}\n`,
    wrapped('"fastapi-architect help <verb>" shows its flags and their values.', width).join('\n'),
  ].join('\n');
}

/** The topic of a help text: all verbs, or one. */
export type Topic = { readonly all: readonly AnyVerb[] } | { readonly one: AnyVerb };

/** How a help text is printed. */
export interface HelpStyle {
  readonly spell: Spell;
  readonly width: number;
  /** For the help of one verb. */
  readonly details?: Details;
}

/** Returns the help of one verb, or of all of them. */
export function helpText(topic: Topic, spell: Spell, more: Partial<HelpStyle> = {}): string {
  const style = { width: HELP_WIDTH, ...more, spell };
  return 'one' in topic ? verbHelp(topic.one, style) : programHelp(topic.all, style);
}
