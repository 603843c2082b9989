import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { binSpell, usageOf } from '../../src/shell/help.ts';
import { allVerbs } from '../../src/shell/verbs.ts';

const page = join(import.meta.dirname, '..', '..', 'README.md');
const START = '<!-- verbs -->';
const END = '<!-- /verbs -->';

async function table(): Promise<string> {
  const rows = (await allVerbs()).map((verb) => `| \`${binSpell(usageOf(verb))}\` | ${verb.summary} |`);
  return ['| command | what it does |', '| --- | --- |', ...rows].join('\n');
}

/** The README as it has to be: its table of verbs is that of their declarations. */
export async function verbTable(): Promise<string> {
  const document = readFileSync(page, 'utf8');
  const [from, to] = [document.indexOf(START), document.indexOf(END)];
  if (from === -1 || to === -1) throw new Error(`${page} has no place ${START} … ${END}`);
  const text = `${document.slice(0, from + START.length)}\n\n${await table()}\n\n${document.slice(to)}`;
  return format(text, { ...(await resolveConfig(page)), filepath: page });
}

export async function writeVerbTable(): Promise<void> {
  writeFileSync(page, await verbTable());
}

/** The README as it is. */
export const writtenVerbTable = (): string => readFileSync(page, 'utf8');
