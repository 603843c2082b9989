import { namesOf } from '../language/names.ts';
import { readHealedLock } from '../state/lock-healing.ts';
import { isApplied } from '../state/lock.ts';
import { isPending } from './pending.ts';
import type { Context } from './context.ts';
import { compareRun, planRun } from './compare.ts';
import type { Reach, Target } from './target.ts';

/**
 * After one layer of an edited spec was regenerated, prints the layers that are not updated yet.
 *
 * @param reach of the run over one layer
 */
export async function showBehind(target: Target, { scope }: Reach, context: Context): Promise<void> {
  if (scope.what !== 'layer') return;
  const { root } = target;
  for (const resource of target.resources) {
    const unit = namesOf(resource).snake;
    if ((scope.resource ?? unit) !== unit || isApplied(root, unit, resource)) continue;
    // Without an applied spec there is nothing to compare with.
    if (readHealedLock(root, unit).appliedSpec === undefined) continue;
    const whole: Reach = { scope: { what: 'resources', resources: [unit] }, restored: [], gone: [] };
    const changes = await compareRun(planRun(target, whole, context.version));
    const layers = changes.filter(isPending).flatMap(({ entry }) => entry.layer ?? []);
    const behind = [...new Set(layers)].filter((layer) => layer !== scope.layer);
    if (behind.length > 0)
      context.say(
        `${resource.name}: its spec has changes that are missing in: ${behind.join(', ')}; update with: fastapi-architect resource ${resource.name}`,
      );
  }
}
