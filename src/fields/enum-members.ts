import { pythonString } from '../python/literal.ts';

export interface EnumMember {
  readonly name: string;
  /** A Python string. */
  readonly value: string;
}

/** `in progress` -> IN_PROGRESS; a value without a valid or free identifier gets a number. */
function memberName(value: string, position: number, taken: ReadonlySet<string>): string {
  const plain = value.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  const words = plain.match(/[A-Za-z0-9]+/g) ?? [`value ${position}`];
  const name = words.join('_').replace(/ /g, '_').toUpperCase();
  const legal = /^\d/.test(name) ? `VALUE_${name}` : name;
  return taken.has(legal) ? `${legal}_${position}` : legal;
}

/** Returns the members of the enum class of a field with these values. */
export function enumMembers(values: readonly string[]): readonly EnumMember[] {
  const taken = new Set<string>();
  return values.map((value, index) => {
    const name = memberName(value, index + 1, taken);
    taken.add(name);
    return { name, value: pythonString(value) };
  });
}
