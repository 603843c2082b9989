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

/** Returns the first unsupported kind of character in a value, or undefined. */
export function characterFault(value: string, multiline: boolean): string | undefined {
  if (/\p{Cs}/u.test(value)) return 'a lone surrogate (half of a character), which cannot be stored';
  const visible = multiline ? value.replaceAll(/[\n\t]/g, '') : value;
  return /\p{Cc}/u.test(visible) ? 'a control character, which cannot be stored' : undefined;
}
