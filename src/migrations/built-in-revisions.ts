import type { Stack } from '../overlay/stack.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { revisionView, type PlannedRevision } from './migration-parts.ts';

const FOLDER = 'migrations';

/**
 * Plans the built-in revisions of the profile and its blocks, in order. Each has its own template,
 * `migrations/<name>_<label>.py`. Throws Error if a row has none, which is a bug in the generator.
 */
export function builtInRevisions({ profile, templates }: Stack): readonly PlannedRevision[] {
  const ids = [...templates.keys()];
  return profile.rows.migrations.map(({ name }) => {
    const start = `${FOLDER}/${name}_`;
    const template = ids.find((id) => id.startsWith(start));
    if (template === undefined) throw new Error(`missing template ${start}….py`);
    return {
      unit: PROJECT_UNIT,
      made: { template, revision: name },
      label: template.slice(start.length, -'.py'.length),
      view: (revisionIds) => revisionView('', revisionIds, [], []),
    };
  });
}
