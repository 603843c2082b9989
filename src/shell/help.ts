import type { AnyVerb, Spell, Word } from '../run/verb.ts';
import { flagRows, flagsOf } from './options.ts';

const EXIT_CODES = [
  '0    success, or nothing to do',
  '1    invalid arguments, or a file could not be read or written; nothing was written',
  '2    check: changes are pending; review: findings',
  '3    a conflict, or a change that deletes data, without a terminal to ask in; nothing was written, except with --on-conflict',
  '4    the project is not in a state to write to, e.g. an unfinished merge or a damaged record',
  '130  interrupted',
];

function block(title: string, lines: readonly string[]): string {
  return `${title}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => left.padEnd(width) + right);
}

function flagTable(verb: AnyVerb | undefined): string[] {
  return table(
    (verb === undefined ? flagRows : flagsOf(verb)).map(([name, { short, value, summary }]) => {
      const shown = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
      return [shown, summary];
    }),
  );
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

/** The topic of a help text: all verbs, or one. */
export type Topic = { readonly all: readonly AnyVerb[] } | { readonly one: AnyVerb };

/** Returns the help of one verb, or of all of them. */
export function helpText(topic: Topic, spell: Spell): string {
  const isOne = 'one' in topic;
  const told = isOne ? [topic.one] : topic.all;
  const usage = table(told.map((verb) => [spell(usageOf(verb)), verb.summary]));
  const examples = told.flatMap((verb) => (isOne ? verb.examples : verb.examples.slice(0, 1))).map(spell);
  return [
    block('Usage', usage),
    block('Flags', flagTable(isOne ? topic.one : undefined)),
    block('Examples', examples),
    block('Exit codes', EXIT_CODES),
  ].join('\n');
}
