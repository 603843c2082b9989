import { namesOf } from '../language/names.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import { isApplied } from '../state/lock.ts';
import { isPending } from './pending.ts';
import type { Context } from './context.ts';
import { compareDraft } from './compare.ts';
import type { Draft } from './draft.ts';
import type { Project } from './project.ts';

/**
 * After a single layer was regenerated of a spec that was edited: says which others do not follow it yet.
 *
 * @param draft the run, of one layer
 */
export async function showBehind(
  { root, resources }: Project,
  draft: Draft,
  context: Context,
): Promise<void> {
  const { scope } = draft;
  if (scope.what !== 'layer') return;
  for (const resource of resources) {
    const unit = namesOf(resource).snake;
    if ((scope.resource ?? unit) !== unit || isApplied(root, unit, resource)) continue;
    // Nobody knows what its files are in line with.
    if (readHealedLock(root, unit).appliedSpec === undefined) continue;
    const whole = { ...draft, scope: { what: 'resources', resources: [unit] } } as const;
    const { changes } = await compareDraft(whole, context.version);
    const layers = changes.filter(isPending).flatMap(({ entry }) => entry.layer ?? []);
    const behind = [...new Set(layers)].filter((layer) => layer !== scope.layer);
    if (behind.length > 0)
      context.say(
        `${resource.name}: ${behind.join(', ')} behind its spec; bring in with: fastapi-architect resource ${resource.name}`,
      );
  }
}
