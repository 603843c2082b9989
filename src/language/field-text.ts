/** Splits `name:type:modifier` at single colons; `::` is a literal colon. */
export function splitField(text: string): readonly string[] {
  const segments = [''];
  for (const [piece] of text.matchAll(/::|:|[^:]+/g)) {
    if (piece === ':') segments.push('');
    else segments.push((segments.pop() ?? '') + (piece === '::' ? ':' : piece));
  }
  return segments;
}

/** The reverse of `splitField`. */
export function joinField(segments: readonly string[]): string {
  return segments.map((segment) => segment.replaceAll(':', '::')).join(':');
}

/** Takes a value and whether it may have several lines; returns what is wrong with its characters, or undefined. */
export function characterFault(value: string, multiline: boolean): string | undefined {
  if (/\p{Cs}/u.test(value)) return 'half of a character, a lone surrogate, which cannot be stored';
  const visible = multiline ? value.replaceAll(/[\n\t]/g, '') : value;
  return /\p{Cc}/u.test(visible) ? 'a control character, which cannot be stored' : undefined;
}
