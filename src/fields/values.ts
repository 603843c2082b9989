/** Readers of single values: each takes what was typed and returns its canonical text, or undefined when it is no such value. */

/** Reads a whole number of any length: `+007` is `7`. */
export function integerText(text: string): string | undefined {
  return /^[+-]?\d{1,40}$/.test(text) ? String(BigInt(text.replace(/^\+/, ''))) : undefined;
}

/** Reads a decimal exactly, without exponent: `01.50` is `1.5`, `-0.0` is `0`. */
export function decimalText(text: string): string | undefined {
  const match = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '');
  const digits = kept === '' ? String(BigInt(whole)) : `${BigInt(whole)}.${kept}`;
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** Returns a canonical decimal as a count of units of 10^-scale; the decimal must not have more places than that. */
export function decimalUnits(canonical: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = canonical.split('.');
  return BigInt(`${whole}${fraction.padEnd(scale, '0')}`);
}

/** Writes a count of units of 10^-scale as a decimal. */
export function unitsText(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const cut = digits.length - scale;
  return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ''}`;
}

/** Reads a finite floating point number and writes the shortest text that gives it back. */
export function floatText(text: string): string | undefined {
  const value = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? String(value === 0 ? 0 : value) : undefined;
}

/** Reads `true` and `false`. */
export function booleanText(text: string): string | undefined {
  return /^(true|false)$/i.test(text) ? text.toLowerCase() : undefined;
}

/** Reads a UUID in its hyphenated form, in lower case. */
export function uuidText(text: string): string | undefined {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text.toLowerCase() : undefined;
}

/** Reads a slug: lower-case words joined by single hyphens. */
export function slugText(text: string): string | undefined {
  return /^[a-z\d]+(-[a-z\d]+)*$/.test(text) ? text : undefined;
}

// The generated project's validator refuses addresses in the domains that RFC 6761 reserves.
const specialDomains = /(^|\.)(test|local|localhost|localdomain|invalid|onion|arpa|internal|example)$/;

/** Reads an e-mail address of plain ASCII, in lower case. */
export function emailText(text: string): string | undefined {
  const lower = text.toLowerCase();
  const match =
    /^([\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*)@((?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63})$/.exec(
      lower,
    );
  const [, local = '', domain = ''] = match ?? [];
  const doubleHyphen = domain.split('.').some((label) => label.slice(2, 4) === '--');
  return match !== null &&
    local.length <= 64 &&
    lower.length <= 254 &&
    !doubleHyphen &&
    !specialDomains.test(domain)
    ? lower
    : undefined;
}

/** Reads an http or https address and keeps its text. */
export function urlText(text: string): string | undefined {
  return /^https?:\/\/[^\s/?#\\]+[^\s\\]*$/i.test(text) && URL.canParse(text) ? text : undefined;
}

/** Parses a JSON object and keeps its text. Refuses values that databases or Python cannot store: NUL, lone surrogates, infinity. */
export function jsonText(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) && storable(value) ? text : undefined;
  } catch {
    return undefined;
  }
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function storable(value: unknown): boolean {
  if (typeof value === 'string') return !/\p{Cs}|\0/u.test(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => storable(key) && storable(inner));
}
