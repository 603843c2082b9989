import { pluralize, singularize } from 'inflection';

// Words that the library inflects wrongly. Only the last word of a name is inflected, so these are single words.
const singulars = new Map([
  ['analyses', 'analysis'],
  ['axes', 'axis'],
  ['cookies', 'cookie'],
  ['gas', 'gas'],
  ['heroes', 'hero'],
  ['knives', 'knife'],
  ['leaves', 'leaf'],
  ['lens', 'lens'],
  ['lenses', 'lens'],
  ['radii', 'radius'],
  ['radius', 'radius'],
]);
const plurals = new Map([
  ['gas', 'gases'],
  ['hero', 'heroes'],
  ['leaf', 'leaves'],
  ['knife', 'knives'],
  ['lens', 'lenses'],
  ['radius', 'radii'],
]);

const pluralsBefore = new Map<string, string>();

/** Cached: inflection is slow, each name is needed several times, and many names end in the same word. */
function pluralOfWord(word: string): string {
  const plural = pluralsBefore.get(word) ?? plurals.get(word) ?? pluralize(word);
  pluralsBefore.set(word, plural);
  return plural;
}

/** Returns the plural of a snake-case name: `order_item` is `order_items`, `person` is `people`, `series` stays. */
export function pluralOf(snake: string): string {
  return inflectLast(snake, pluralOfWord);
}

/** Returns the singular of a snake-case name: `related_people` is `related_person`. */
export function singularOf(snake: string): string {
  return inflectLast(
    snake,
    (word) => singulars.get(word) ?? (word.endsWith('ss') ? word : singularize(word)),
  );
}

function inflectLast(snake: string, inflect: (word: string) => string): string {
  const words = snake.split('_');
  const last = words.pop() ?? '';
  const inflected = inflect(last);
  // The library returns an empty string for the singular of "s".
  return [...words, inflected === '' ? last : inflected].join('_');
}
