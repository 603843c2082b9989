import { UserError } from '../errors.ts';
import { readProfiles } from '../overlay/manifest.ts';
import { projectChoices } from '../language/project.ts';
import { findProjectRoot } from '../state/answers.ts';
import { detachedPaths } from '../files/known-files.ts';
import { layersOf } from '../derived/layers.ts';
import type { Context, Outcome } from '../run/context.ts';
import { showDetached } from '../run/detached.ts';
import { openProject } from '../run/project.ts';

const NOTHING = { changes: [], wrote: false, interrupted: false };

function isInProject(cwd: string): boolean {
  try {
    return findProjectRoot(cwd) !== '';
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 1) return false;
    throw error;
  }
}

/** Prints the project's resources and their layers; outside a project, the profiles. */
export function list(context: Context): Outcome {
  if (!isInProject(context.cwd)) {
    const profiles = readProfiles(context.templates);
    for (const profile of profiles) {
      const { id, title, forWhom } = profile;
      const flags = projectChoices.map(({ key, values }) => `--${key} ${values(profile).join('|')}`);
      context.say(`${id}  ${title}: ${forWhom} ${flags.join(' ')}`);
    }
    return { ...NOTHING, root: context.cwd };
  }
  const { root, spec, stack, resources } = openProject(context, true);
  context.say(`${spec.name}  profile ${spec.profile}, database ${spec.database}, auth ${spec.auth}`);
  for (const resource of resources) {
    context.say(`${resource.name}  ${layersOf(resource, stack.profile).join(' ')}`);
  }
  showDetached(detachedPaths(root), context);
  if (resources.length === 0) context.say('no resources yet: fastapi-architect resource Invoice number:str');
  return { ...NOTHING, root };
}
