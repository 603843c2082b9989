import { nearest } from './suggestion.ts';
import type { FieldType } from './fields/field-type.ts';
import { isModifierName, type ModifierName } from './fields/modifiers.ts';
import { fieldTypeNames, type FieldTypeName } from './fields/types.ts';

type Synonyms<Name extends string> = Readonly<Partial<Record<Name, readonly string[]>>>;

/** Words of SQL, Python and other generators for our types. They are only suggested, not accepted. */
const TYPE_SYNONYMS: Synonyms<FieldTypeName> = {
  str: ['string', 'varchar', 'nvarchar', 'char', 'character', 'charfield'],
  text: ['longtext', 'mediumtext', 'textfield', 'clob', 'markdown', 'html'],
  int: ['integer', 'int32', 'smallint', 'number', 'serial'],
  bigint: ['long', 'int64', 'biginteger', 'bigserial'],
  float: ['double', 'real'],
  decimal: ['numeric', 'money', 'currency'],
  bool: ['boolean', 'bit', 'flag'],
  date: ['day'],
  datetime: ['timestamp', 'timestamptz', 'datetimetz', 'instant'],
  time: ['timetz'],
  uuid: ['guid', 'uuid4'],
  email: ['mail', 'emailstr'],
  url: ['uri', 'link', 'href'],
  json: ['jsonb', 'dict', 'object'],
  enum: ['choice', 'choices', 'select', 'literal', 'strenum'],
  ref: ['fk', 'foreign', 'foreign_key', 'foreignkey', 'relation', 'relationship', 'belongs_to', 'references'],
  many: ['many_to_many', 'manytomany', 'm2m', 'has_many'],
};

const MODIFIER_SYNONYMS: Synonyms<ModifierName> = {
  optional: ['nullable', 'null', 'none', 'blank', 'optionally'],
  unique: ['unique_key', 'unique_index', 'uniq', 'uniqueness'],
  index: ['indexed', 'db_index', 'key'],
  min: ['min_length', 'minlength', 'minimum', 'min_items'],
  max: ['max_length', 'maxlength', 'maximum', 'max_items', 'length', 'len', 'size'],
  gt: ['greater', 'more_than', 'exclusive_minimum'],
  ge: ['gte', 'min_value', 'at_least'],
  lt: ['less', 'less_than', 'exclusive_maximum'],
  le: ['lte', 'max_value', 'at_most'],
  precision: ['digits', 'max_digits'],
  scale: ['decimal_places', 'decimals', 'places'],
  values: ['choices', 'options', 'enum', 'in', 'one_of'],
  to: ['references', 'target', 'foreign_key', 'fk', 'model', 'table', 'resource'],
  from: ['populate_from', 'source', 'slug_from'],
  on_delete: ['ondelete'],
  private: ['hidden', 'secret', 'write_only', 'writeonly'],
  readonly: ['read_only', 'immutable'],
  default: ['server_default', 'initial', 'default_value'],
  example: ['examples', 'sample'],
};

/** Modifiers for lengths, and the ones for values in their place. */
const COUNTERPARTS: Readonly<Partial<Record<ModifierName, ModifierName>>> = {
  min: 'ge',
  max: 'le',
  ge: 'min',
  gt: 'min',
  le: 'max',
  lt: 'max',
};

/** Words of other tools for what every field or resource has without a modifier. */
const NEEDLESS: Readonly<Record<string, string>> = {
  required: 'a field is required unless it is "optional"; leave it out',
  not_null: 'a field is required unless it is "optional"; leave it out',
  notnull: 'a field is required unless it is "optional"; leave it out',
  primary_key: 'every resource has the primary key "id"; leave it out',
  pk: 'every resource has the primary key "id"; leave it out',
};

/** `VARCHAR(80)` and `var-char` are looked up as `varchar` and `var_char`. */
const plainWord = (word: string): string =>
  word
    .toLowerCase()
    .replaceAll('-', '_')
    .replace(/[^\w].*$/s, '');

function meant<Name extends string>(
  word: string,
  names: readonly Name[],
  synonyms: Synonyms<Name>,
): Name | undefined {
  const plain = plainWord(word);
  const rows = names.map((name) => ({ name, words: [name, ...(synonyms[name] ?? [])] }));
  const rowOf = (text: string | undefined) => rows.find(({ words }) => words.some((each) => each === text));
  const found =
    rowOf(plain) ??
    rowOf(nearest(plain, names)) ??
    rowOf(
      nearest(
        plain,
        rows.flatMap(({ words }) => words),
      ),
    );
  return found?.name;
}

/** Returns the type that a word of another language or a misspelt word means. */
export function typeMeant(word: string): FieldTypeName | undefined {
  return meant(word, fieldTypeNames, TYPE_SYNONYMS);
}

/** Explains a word that needs no modifier. */
export function needlessModifier(word: string): string | undefined {
  const plain = plainWord(word);
  return Object.hasOwn(NEEDLESS, plain) ? NEEDLESS[plain] : undefined;
}

/** Returns the modifier of a type that a word means: a synonym, a misspelt word, or `min` for a number's `ge`. */
export function modifierMeant(word: string, { modifiers }: FieldType): ModifierName | undefined {
  const all = Object.keys(MODIFIER_SYNONYMS).filter(isModifierName);
  const found = isModifierName(word) ? word : meant(word, all, MODIFIER_SYNONYMS);
  if (found === undefined || modifiers.includes(found)) return found;
  const other = COUNTERPARTS[found];
  return other !== undefined && modifiers.includes(other) ? other : undefined;
}
