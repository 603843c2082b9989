import { createPrinter } from '../render/print.ts';
import { PROJECT_UNIT, plan, type PlanEntry } from '../plan.ts';
import { parseProject } from '../language/project.ts';
import { appliedSpec } from '../state/applied-spec.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import { lockedUnits } from '../state/lock.ts';
import { once } from '../lazy.ts';
import { projectView } from '../view/project.ts';
import type { Target } from './target.ts';

const keyOf = (unit: string, template: string): string => `${unit} ${template}`;

function entriesBefore({ root, stack, project }: Target): ReadonlyMap<string, PlanEntry> {
  const locks = lockedUnits(root).map((unit) => readHealedLock(root, unit));
  const applied = locks.find(({ unit }) => unit === PROJECT_UNIT)?.appliedSpec ?? project;
  const spec = parseProject(applied, [stack.profile]);
  const resources = locks
    .filter(({ unit }) => unit !== PROJECT_UNIT)
    .flatMap((lock) => appliedSpec(lock) ?? []);
  const entries = plan(stack, projectView(spec, resources, stack), { what: 'everything' });
  return new Map(entries.map((entry) => [keyOf(entry.unit, entry.template), entry]));
}

/**
 * Returns a function that renders files from the applied specs, with this version's templates. Compare the hash to
 * know whether the result is the original render.
 *
 * @param formerUnits new units of renamed resources to old ones
 */
export function formerRenders(
  target: Target,
  formerUnits: ReadonlyMap<string, string> | undefined,
): (entry: Pick<PlanEntry, 'unit' | 'template'>) => string | undefined {
  const before = once(() => {
    try {
      return entriesBefore(target);
    } catch {
      // The applied specs are inconsistent, so nothing can be rendered from them.
      return new Map<string, PlanEntry>();
    }
  });
  const print = once(() => createPrinter(target.stack));
  return ({ unit, template }) => {
    const entry = before().get(keyOf(formerUnits?.get(unit) ?? unit, template));
    return entry && print()(entry);
  };
}
