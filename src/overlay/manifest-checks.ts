import type { Profile, Row, Rows } from './manifest.ts';
import type { Places } from './place.ts';

/** Returns the value if it is what a key of a manifest has to be. */
export type Check<T> = (value: unknown) => T | undefined;

export const text: Check<string> = (value) => (typeof value === 'string' && value !== '' ? value : undefined);

export const texts: Check<readonly string[]> = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;

export const someTexts: Check<readonly string[]> = (value) =>
  texts(value)?.length ? texts(value) : undefined;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRow = (value: unknown): value is Row =>
  isRecord(value) &&
  text(value['name']) !== undefined &&
  Object.values(value).every((item) => ['string', 'number', 'boolean'].includes(typeof item) || texts(item));

export const rowsOfKinds: Check<Rows> = (value) =>
  isRecord(value) && Object.values(value).every((rows) => Array.isArray(rows) && rows.every(isRow))
    ? (value as Rows)
    : undefined;

export const flag: Check<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

export const wholeNumber: Check<number> = (value) => (Number.isInteger(value) ? Number(value) : undefined);

export const method: Check<string> = (value) => (value === 'patch' || value === 'put' ? value : undefined);

export const textByText: Check<Places> = (value) =>
  isRecord(value) && Object.values(value).every((item) => text(item)) ? (value as Places) : undefined;

export const pathsByPart: Check<Profile['parts']> = (value) =>
  isRecord(value) && Object.values(value).every((paths) => someTexts(paths))
    ? (value as Profile['parts'])
    : undefined;
