/**
 * Writes text so that it stays on one line and shows what cannot be seen: control characters, line separators, text direction marks and lone
 * surrogates become escapes.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  // A joiner between two visible characters is how emoji and several scripts are written.
  if (character === '\u200d' || character === '\u200c') return character;
  return short ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A mistake of the user. One line: what was read, what was expected, what to type instead. */
export class UserError extends Error {
  readonly exitCode: number;

  /** Takes the message, which is made printable so that no input can break the line, and the code the process ends with. */
  constructor(message: string, exitCode = 1) {
    super(printable(message));
    this.name = 'UserError';
    this.exitCode = exitCode;
  }
}
