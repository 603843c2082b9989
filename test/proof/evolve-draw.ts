import { join } from 'node:path';
import { UserError } from '../../src/errors.ts';
import { formatField, type FieldSpec } from '../../src/language/field.ts';
import { withIds } from '../../src/language/field-ids.ts';
import { parseResource, type ResourceSpec } from '../../src/language/resource.ts';
import { checkResources } from '../../src/language/resource-set.ts';
import { revisions } from '../support/revisions.ts';
import type { Subject } from './checks.ts';
import { draw } from './draw.ts';
import { python, withDatabase } from './evolve-database.ts';
import { Random } from './random.ts';
import { drawSeed } from './seed.ts';

/** A resource that becomes another one, as texts of revisions. */
export interface DrawnChange {
  /** What would have to be typed to see it again. */
  readonly label: string;
  readonly others: readonly string[];
  readonly before: readonly string[];
  readonly change: readonly string[];
  /** The other resource, in a database that never had the first. */
  readonly after: readonly string[];
}

const textsOf = (...given: Parameters<typeof revisions>): readonly string[] => [
  ...revisions(...given).values(),
];
const stub = ({ name, plural }: ResourceSpec): ResourceSpec =>
  parseResource([plural === undefined ? name : `${name}:plural=${plural}`, 'name:str']);

/** Fields of one resource for another; some are fields of that one, under any name and of any type. */
function remade(from: ResourceSpec, to: ResourceSpec, name: string, random: Random): ResourceSpec {
  const own = (field: FieldSpec) =>
    field.to === from.name || field.to === to.name ? Object.assign({}, field, { to: name }) : field;
  const parsed = parseResource([name, ...to.fields.map(own).map(formatField)]);
  const left = random.shuffled(from.fields);
  const ids = parsed.fields.map(() => (random.chance(0.7) ? left.pop()?.id : undefined));
  return {
    ...parsed,
    fields: withIds(
      parsed.fields,
      ids,
      from.fields.map(({ id }) => id),
    ),
  };
}

function changeOf(from: ResourceSpec, after: ResourceSpec, others: readonly ResourceSpec[]): DrawnChange {
  checkResources([after], others);
  const fields = (spec: ResourceSpec) => spec.fields.map((field) => `${field.id} ${formatField(field)}`);
  return {
    label: [from.name, ...fields(from), 'to', after.name, ...fields(after)].join('\n  '),
    others: textsOf(others.map((spec) => ({ after: spec }))),
    before: textsOf([{ after: from }], others),
    change: textsOf([{ before: from, after }], others),
    after: textsOf([{ after }], others),
  };
}

/** Draws resources and what they become: the same seed gives the same ones. What a user would be refused is left out. */
export function drawChanges(seed: number, projects: number): readonly DrawnChange[] {
  const random = new Random(seed);
  const cases = draw(seed, projects, 6).flatMap(({ resources }) =>
    resources.map((from) => ({ from, to: random.pick(resources), resources })),
  );
  return cases.flatMap(({ from, to, resources }): readonly DrawnChange[] => {
    const others = resources.filter((spec) => spec !== from).map(stub);
    try {
      return [changeOf(from, remade(from, to, random.chance(0.5) ? 'Zebra' : from.name, random), others)];
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  });
}

const script = join(import.meta.dirname, 'evolve-draw.py');

/** However a resource is changed, the database is that of a project which always had it so, and the way back leads back. */
export async function leadsWhereFreshIs(subject: Subject): Promise<void> {
  const changes = drawChanges(drawSeed, Number(process.env['DRAW_PROJECTS'] ?? 2) * 2);
  console.log(`changes drawn with DRAW_SEED=${drawSeed}: ${changes.length}`);
  await withDatabase(subject, async (own) => void (await python(own, [script], JSON.stringify(changes))));
}
