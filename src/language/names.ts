import { UserError } from '../errors.ts';
import { longestName } from './field-name.ts';
import { pluralOf } from '../plural.ts';
import { pluralFault, resourceNameFault } from './reserved.ts';
import { pascalOf, snakeOf } from '../spelling.ts';
import { quoted } from '../suggestion.ts';

/** Every spelling of a resource's name. */
export interface Names {
  readonly pascal: string;
  readonly snake: string;
  /** `order_items`; equals `snake` for words like `series`. */
  readonly plural: string;
  readonly pluralPascal: string;
  /** The path segment of the URL: `order-items`. */
  readonly kebabPlural: string;
  readonly human: string;
  readonly humanPlural: string;
  readonly table: string;
}

/** A resource's stored name and plural. */
export interface NamedSpec {
  readonly name: string;
  readonly plural?: string;
}

// PostgreSQL truncates longer names, so that two names may collide.
export const longestIdentifier = 63;
/** `uq_`, `ix_`, `fk_`, `ck_`, `pk_` before the name of a constraint. */
export const constraintPrefix = 3;

const spellings = new Map<string, Names>();

/** Returns every spelling of a resource's name. */
export function namesOf(spec: NamedSpec): Names {
  // Cached: pluralising is slow, and copies of a spec have the same names.
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
 * Parses a resource's name in any spelling, and its plural unless it is the regular one.
 *
 * @throws UserError if a name is invalid or reserved
 */
export function parseName(text: string, plural?: string): NamedSpec {
  const name = pascalOf(text);
  const fail = (fault: string): never => {
    throw new UserError(`${quoted(text).slice(1, -1)}: ${fault}`);
  };
  if (name === undefined)
    return fail(
      `a resource name must consist of English letters and digits and begin with a letter, e.g. OrderItem`,
    );
  if (name.length > longestName)
    fail(`the name has ${name.length} characters, the maximum is ${longestName}; shorten it`);
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
    return fail(`plural=${quoted(said).slice(1, -1)} is not a valid name; type e.g. plural=order_items`);
  const plural = pascal === undefined ? regular : snakeOf(pascal);
  const reason = pluralFault(plural);
  if (reason !== undefined) {
    const free = [`${snakeOf(name)}_list`, `own_${snakeOf(name)}_list`].find((each) => !pluralFault(each));
    fail(`its plural "${plural}" ${reason}; give another one, e.g. ${name}:plural=${free}`);
  }
  if (plural.length + constraintPrefix > longestIdentifier)
    fail(
      `its plural "${plural}" has ${plural.length} characters, the maximum is ${longestIdentifier - constraintPrefix}; shorten it`,
    );
  return plural === regular ? {} : { plural };
}
