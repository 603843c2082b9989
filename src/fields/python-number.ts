import type { FieldArguments } from './modifiers.ts';
import { WIRE, importsFrom, type PythonType } from './python.ts';
import { bounded, decimalRange, integerRange, type Range } from './ranges.ts';
import { decimalUnits, unitsText } from './values.ts';

const BOUNDS = ['gt', 'ge', 'lt', 'le'] as const;
const MOST_SAMPLES = 1000n;

/** ruff writes no plus sign in an exponent. */
const bounds = (field: FieldArguments): readonly string[] =>
  BOUNDS.flatMap((name) => (field[name] === undefined ? [] : [`${name}=${field[name].replace('e+', 'e')}`]));

const has = (field: FieldArguments, ...names: readonly (typeof BOUNDS)[number][]): boolean =>
  names.some((name) => field[name] !== undefined);

/** Where samples start, and how many there are: from 1 on where that is legal, and, where none may repeat, enough. */
function samples({ low, high }: Range, unique = false): { start: bigint; span: bigint; next: bigint } {
  const full = high - MOST_SAMPLES + 1n;
  const wanted = high < 1n || (unique && full < 1n) ? full : 1n;
  const start = low > wanted ? low : wanted;
  const room = high - start + 1n;
  const span = room < MOST_SAMPLES ? room : MOST_SAMPLES;
  return { start, span, next: span > 1n ? start + 1n : start };
}

function integer(bits: 32 | 64): PythonType {
  const within = (field: FieldArguments) => bounded(integerRange(bits), field);
  const constraints = (field: FieldArguments) => [
    ...bounds(field),
    ...(has(field, 'gt', 'ge') ? [] : [`ge=MIN_INT${bits}`]),
    ...(has(field, 'lt', 'le') ? [] : [`le=MAX_INT${bits}`]),
  ];
  return {
    imports: {
      model: importsFrom('sqlalchemy', 'BigInteger'),
      schema: {
        ...importsFrom(WIRE, `Int${bits}`, `Int${bits}Query`, `MAX_INT${bits}`, `MIN_INT${bits}`),
        ...importsFrom('pydantic', 'StrictInt'),
      },
    },
    annotation: () => 'int',
    request: (field) =>
      has(field, ...BOUNDS) ? { base: 'StrictInt', constraints: constraints(field) } : { base: `Int${bits}` },
    query: () => ({ base: `Int${bits}Query` }),
    ...(bits === 64 && { column: () => 'BigInteger' }),
    migration: () => (bits === 64 ? 'sa.BigInteger()' : 'sa.Integer()'),
    value: (text) => text,
    json: (text) => text,
    sample: (field) => {
      const { start, span } = samples(within(field), field.unique);
      return `${start} + n % ${span}`;
    },
    low: (field) => String(samples(within(field), field.unique).start),
    high: (field) => String(samples(within(field), field.unique).next),
    invalid: (field) => {
      const { low, high } = within(field);
      return ['"seven"', '"7"', 'True', '1.5', String(low - 1n), String(high + 1n)];
    },
    filter: 'range',
    sortable: true,
  };
}

export const intPython = integer(32);
export const bigintPython = integer(64);

const within = (field: FieldArguments): Range => bounded(decimalRange(field), field);

/** A canonical number with just the field's places. */
const exact = (text: string, { scale = 0 }: FieldArguments): string =>
  unitsText(decimalUnits(text, scale), scale);

const decimal = (text: string): string => `Decimal(${text.includes('.') ? `"${text}"` : text})`;

const digits = ({ precision, scale }: FieldArguments): readonly string[] => [
  `max_digits=${precision}`,
  `decimal_places=${scale}`,
];

const decimalBound = (field: FieldArguments): readonly string[] =>
  bounds(field).map((bound) => bound.replace(/=(.*\..*)$/, '=Decimal("$1")'));

export const decimalPython: PythonType = {
  imports: {
    code: importsFrom('decimal', 'Decimal'),
    model: importsFrom('sqlalchemy', 'Numeric'),
    schema: importsFrom(WIRE, 'places'),
  },
  annotation: () => 'Decimal',
  request: (field) => ({
    base: 'Decimal',
    constraints: [...decimalBound(field), ...digits(field)],
    validators: [`places(${field.scale})`],
  }),
  query: (field) => ({ base: 'Decimal', constraints: digits(field) }),
  column: ({ precision, scale }) => `Numeric(${precision}, ${scale})`,
  migration: ({ precision, scale }) => `sa.Numeric(precision=${precision}, scale=${scale})`,
  value: (text, field) => decimal(exact(text, field)),
  json: (text, field) => `"${exact(text, field)}"`,
  sample: (field) => {
    const { scale } = within(field);
    const { start, span } = samples(within(field), field.unique);
    return `str(${decimal(unitsText(start, scale))} + n % ${span} * ${decimal(unitsText(1n, scale))})`;
  },
  low: (field) => `"${unitsText(samples(within(field), field.unique).start, within(field).scale)}"`,
  high: (field) => `"${unitsText(samples(within(field), field.unique).next, within(field).scale)}"`,
  invalid: (field) => {
    const { low, high, scale } = within(field);
    const outside = [low - 1n, high + 1n].map((units) => `"${unitsText(units, scale)}"`);
    return ['"much"', '"NaN"', 'True', `"${unitsText(1n, scale + 1)}"`, ...outside];
  },
  filter: 'range',
  sortable: true,
};

/** A distance that a float of this size can tell. */
const stepAt = (value: number, least = 1000): number => Math.max(least, Math.abs(value));

/** Two floats inside a field's bounds, low before high. */
function between(field: FieldArguments): [number, number] {
  const low = field.ge ?? field.gt;
  const high = field.le ?? field.lt;
  const start = high === undefined ? 0 : Number(high) - stepAt(Number(high));
  const from = low === undefined ? start : Number(low);
  return [from, Math.min(Number(high ?? Number.MAX_VALUE), from + stepAt(from))];
}

const float = (value: number): string =>
  /^-?\d+$/.test(String(value)) ? `${value}.0` : String(value).replace('e+', 'e');

const finite = (value: number): readonly string[] => (Number.isFinite(value) ? [float(value)] : []);

export const floatPython: PythonType = {
  imports: { schema: importsFrom(WIRE, 'Real', 'RealQuery') },
  annotation: () => 'float',
  request: (field) => ({ base: 'Real', constraints: bounds(field) }),
  query: () => ({ base: 'RealQuery' }),
  migration: () => 'sa.Double()',
  value: (text) => float(Number(text)),
  json: (text) => float(Number(text)),
  sample: (field) => {
    const [from, to] = between(field);
    return `${float(from)} + (n % 1000 + 1) / 1002 * ${float(to - from)}`;
  },
  low: (field) => {
    const [from, to] = between(field);
    return float(from + (to - from) / 4);
  },
  high: (field) => {
    const [from, to] = between(field);
    return float(from + (to - from) / 2);
  },
  invalid: (field) => [
    '"much"',
    '"0.5"',
    'True',
    ...(field.gt === undefined ? [] : [float(Number(field.gt))]),
    ...(field.ge === undefined ? [] : finite(Number(field.ge) - stepAt(Number(field.ge), 1))),
    ...(field.lt === undefined ? [] : [float(Number(field.lt))]),
    ...(field.le === undefined ? [] : finite(Number(field.le) + stepAt(Number(field.le), 1))),
  ],
  filter: 'range',
  sortable: true,
};
