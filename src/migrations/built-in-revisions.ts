import type { Stack } from '../overlay/stack.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { revisionView, type PlannedRevision } from './migration-parts.ts';

const FOLDER = 'migrations';

/**
 * Plans the revisions of the tables that the profile and its blocks bring, in order. Each has a template of its own,
 * `migrations/<name>_<label>.py`. Raises Error for a row without one, which is a fault of ours.
 */
export function builtInRevisions({ profile, templates }: Stack): readonly PlannedRevision[] {
  const ids = [...templates.keys()];
  return profile.rows.migrations.map(({ name }) => {
    const start = `${FOLDER}/${name}_`;
    const template = ids.find((id) => id.startsWith(start));
    if (template === undefined) throw new Error(`no template is called ${start}….py`);
    return {
      unit: PROJECT_UNIT,
      made: { template, revision: name },
      label: template.slice(start.length, -'.py'.length),
      view: (revisionIds) => revisionView('', revisionIds, [], []),
    };
  });
}
