import { UserError } from '../errors.ts';
import { longestName } from './field-name.ts';
import { pluralOf } from '../plural.ts';
import { pluralFault, resourceNameFault } from './reserved.ts';
import { pascalOf, snakeOf } from '../spelling.ts';
import { quoted } from '../suggestion.ts';

export { singularOf as singular } from '../plural.ts';

/** Every spelling of a resource's name. */
export interface Names {
  readonly pascal: string;
  readonly snake: string;
  /** `order_items`; equals `snake` for words as `series`. */
  readonly plural: string;
  readonly pluralPascal: string;
  /** The path segment of the URL: `order-items`. */
  readonly kebabPlural: string;
  readonly human: string;
  readonly humanPlural: string;
  readonly table: string;
}

/** What a resource's name and plural are stored as. */
export interface NamedSpec {
  readonly name: string;
  readonly plural?: string;
}

// PostgreSQL cuts longer names off, and two that are cut to the same text collide.
export const longestIdentifier = 63;
/** `uq_`, `ix_`, `fk_`, `ck_`, `pk_` before the name of a constraint. */
export const constraintPrefix = 3;

const spellings = new Map<string, Names>();

/** Returns every spelling of a resource's name. */
export function namesOf(spec: NamedSpec): Names {
  // Plurals are not cheap, and copies of a spec have the same names.
  const key = `${spec.name} ${spec.plural ?? ''}`;
  const names = spellings.get(key) ?? spelled(spec);
  spellings.set(key, names);
  return names;
}

function spelled({ name, plural: said }: NamedSpec): Names {
  const snake = snakeOf(name);
  const plural = said ?? pluralOf(snake);
  return {
    pascal: name,
    snake,
    plural,
    pluralPascal: pascalOf(plural) ?? plural,
    kebabPlural: plural.replaceAll('_', '-'),
    human: snake.replaceAll('_', ' '),
    humanPlural: plural.replaceAll('_', ' '),
    table: plural,
  };
}

/**
 * Takes a resource's name in any of its spellings, and its plural where the regular one is not wanted; returns both as they are stored.
 * Raises UserError for one that cannot be written or is taken.
 */
export function parseName(text: string, plural?: string): NamedSpec {
  const name = pascalOf(text);
  const fail = (fault: string): never => {
    throw new UserError(`${quoted(text).slice(1, -1)}: ${fault}`);
  };
  if (name === undefined)
    return fail(
      `a resource name has English letters and digits and begins with a letter; type it as OrderItem`,
    );
  if (name.length > longestName)
    fail(`the name has ${name.length} characters, ${longestName} is the most; shorten it`);
  const reason = resourceNameFault(snakeOf(name));
  if (reason !== undefined) {
    const free = [`${name}Record`, `Own${name}`].find(
      (instead) => resourceNameFault(snakeOf(instead)) === undefined,
    );
    fail(`${quoted(snakeOf(name))} ${reason}; type another name, e.g. ${free}`);
  }
  return { name, ...parsePlural(name, plural, fail) };
}

function parsePlural(
  name: string,
  said: string | undefined,
  fail: (fault: string) => never,
): { readonly plural?: string } {
  const regular = pluralOf(snakeOf(name));
  const pascal = said === undefined ? undefined : pascalOf(said);
  if (said !== undefined && pascal === undefined)
    return fail(`plural=${quoted(said).slice(1, -1)} is not a name; type it as plural=order_items`);
  const plural = pascal === undefined ? regular : snakeOf(pascal);
  const reason = pluralFault(plural);
  if (reason !== undefined)
    fail(`its plural "${plural}" ${reason}; give another one, e.g. ${name}:plural=${snakeOf(name)}_list`);
  if (plural.length + constraintPrefix > longestIdentifier)
    fail(
      `its plural "${plural}" has ${plural.length} characters, ${longestIdentifier - constraintPrefix} is the most; shorten it`,
    );
  return plural === regular ? {} : { plural };
}
