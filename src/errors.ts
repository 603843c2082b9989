/**
 * Writes text so that it stays on one line and shows what cannot be seen: control characters, line separators, text direction marks and lone
 * surrogates become escapes.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

/**
 * Writes text of several lines so that a terminal shows all of it, and does nothing else with it: as `printable`, but for
 * line ends and tabs.
 */
export function visible(text: string): string {
  return text.replaceAll(/(?!\r?\n|\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

/** The same for JSON, which has escapes of its own. */
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
