/** A word as it can be pasted into a shell. */
export function shellWord(word: string): string {
  if (/^[\w./@%+:=-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
