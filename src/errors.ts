/**
 * Makes text printable on one line: escapes control characters, line separators, text direction marks and lone
 * surrogates.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

/**
 * Makes multi-line text safe for a terminal: like `printable`, but keeps line ends and tabs.
 */
export function visible(text: string): string {
  return text.replaceAll(/(?!\r?\n|\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

/** Like `printable`, with JSON escapes. */
export function visibleJson(json: string): string {
  const units = (character: string): string =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
  return json.replaceAll(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, units);
}

function escaped(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  // Emoji and several scripts need joiners between visible characters.
  if (character === '\u200d' || character === '\u200c') return character;
  return short ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** An error that the user can fix. One line: what is wrong, what was expected, how to fix it. */
export class UserError extends Error {
  readonly exitCode: number;

  /** Makes the message printable, so that no input can break the line. */
  constructor(message: string, exitCode = 1) {
    super(printable(message));
    this.name = 'UserError';
    this.exitCode = exitCode;
  }
}
