import type { Names } from '../language/names.ts';
import type { ReferenceSet } from '../derived/derived.ts';
import type { Subjects } from '../derived/test-subjects.ts';
import type { TestView } from './test-views.ts';

const UNKNOWN_KEY = 'str(uuid4())';
const DELETED = { restrict: [409, 200], cascade: [204, 404], set_null: [204, 200] } as const;

/** The function that creates a resource through the running application. */
export const factoryOf = ({ snake }: Names): string => `create_${snake}`;

const create = ({ target }: { readonly target: Names }): string =>
  `(await ${factoryOf(target)}(client))["id"]`;

const least = ({ spec }: ReferenceSet): number => Math.max(1, spec.min ?? 0);

/** Required references of a row. */
export function needed({ references, sets }: Subjects) {
  return {
    references: references.filter(({ spec }) => !spec.optional),
    sets: sets.filter(({ spec }) => (spec.min ?? 0) > 0),
  };
}

/** Builds the view of references for tests that create and break them. */
export function referenceTests(
  subjects: Subjects,
  prefix: string,
): Pick<TestView, 'requires' | 'filled' | 'unknowns' | 'referring' | 'deleting' | 'sets'> {
  const { references, sets } = subjects;
  const must = needed(subjects);
  const openSets = sets.filter(({ spec }) => !spec.private);
  return {
    requires: [
      ...must.references.map((field) => `body["${field.wire}"] = ${create(field)}`),
      ...must.sets.map(
        (set) => `body["${set.wire}"] = sorted([${create(set)} for _ in range(${least(set)})])`,
      ),
    ],
    filled: [
      ...references.filter(({ spec }) => spec.optional).map((field) => `${field.wire}=${create(field)}`),
      ...sets.filter(({ spec }) => !spec.min).map((set) => `${set.wire}=[${create(set)}]`),
    ],
    unknowns: [
      ...references.map(({ wire }) => ({ wireName: wire, unknown: UNKNOWN_KEY })),
      ...sets.map((set) => ({
        wireName: set.wire,
        unknown: `[${Array.from({ length: least(set) }, () => UNKNOWN_KEY).join(', ')}]`,
      })),
    ],
    referring: references
      .filter(({ spec }) => !spec.private)
      .map(({ wire, target }) => ({ wireName: wire, factory: factoryOf(target) })),
    deleting: references
      .filter(({ kept }) => !kept)
      .map(({ wire, target, spec }) => {
        const [deleted, left] = DELETED[spec.onDelete ?? 'restrict'];
        return {
          wireName: wire,
          factory: factoryOf(target),
          path: `${prefix}/${target.kebabPlural}`,
          deleted,
          left,
        };
      }),
    sets: openSets.map((set) => ({
      wireName: set.wire,
      factory: factoryOf(set.target),
      least: least(set),
      most: set.spec.max ?? 0,
    })),
  };
}
