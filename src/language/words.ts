import { UserError } from '../errors.ts';
import { isModifierName } from '../fields/modifiers.ts';
import { splitField } from './field-text.ts';
import { quoted } from '../suggestion.ts';

/**
 * Splits a `--resource "Name field…"` value, or a line of a file, like a shell: at white space, with '…', "…" and \' \".
 * Returns an empty list for an empty line or a comment (#). Throws UserError if a quotation mark is not closed.
 */
export function parseResourceLine(line: string): readonly string[] {
  const text = line.trim();
  if (text.startsWith('#')) return [];
  const words: string[] = [];
  let word: string | undefined;
  for (const [piece] of text.matchAll(/\s+|'[^']*'|"(?:[^"\\]|\\.)*"|\\['"]|[^\s'"\\]+|[\s\S]/gu)) {
    if (piece === "'" || piece === '"')
      throw new UserError(
        `${quoted(text).slice(1, -1)}: the quotation mark ${piece} is not closed; close it, or type \\${piece} for the mark itself`,
      );
    if (/^\s/.test(piece)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + unquoted(piece);
  }
  return word === undefined ? words : [...words, word];
}

/** The inverse of `parseResourceLine`: one line, quoted for a shell. */
export function formatWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w:=.,@%+/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

/**
 * Joins words that PowerShell split at commas: `status:enum:values=draft,live:default=live` arrives as two words. Also
 * accepts `values=draft, live`.
 */
export function joinSplitValues(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const continues = last !== undefined && endsInValues(last) && continuesValues(word);
    if (continues) joined.push(`${joined.pop()?.replace(/,$/, '')},${word.replace(/^,/, '')}`);
    else joined.push(word);
  }
  return joined;
}

function endsInValues(word: string): boolean {
  return splitField(word).at(-1)?.startsWith('values=') ?? false;
}

function continuesValues(word: string): boolean {
  const [, second] = splitField(word);
  return second === undefined || isModifierName(second.split('=')[0] ?? '');
}

function unquoted(piece: string): string {
  if (piece.startsWith("'")) return piece.slice(1, -1);
  if (piece.startsWith('"')) return piece.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
  return /^\\['"]$/.test(piece) ? piece.slice(1) : piece;
}
