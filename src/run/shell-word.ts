/** Quotes a word for a shell, if necessary. */
export function shellWord(word: string): string {
  if (/^[\w./@%+:=-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
