import { UserError, printable } from '../errors.ts';
import { editedFiles } from '../files/edited-files.ts';
import { formatField } from '../language/field.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { readProfiles, type Profile } from '../overlay/manifest.ts';
import { PROJECT_UNIT } from '../plan.ts';
import { projectChoices } from '../language/project.ts';
import { findProjectRoot } from '../state/answers.ts';
import { detachedPaths } from '../files/known-files.ts';
import { entityDiagram } from '../derived/diagram.ts';
import { layersOf } from '../derived/layers.ts';
import { routesOf } from '../derived/routes.ts';
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

function showEdited(paths: readonly string[] | undefined, label: string, { say }: Context): void {
  if (paths !== undefined) say(`${label}${paths.map(printable).join(' ')}`);
}

function showResource(
  resource: ResourceSpec,
  profile: Profile,
  edited: ReadonlyMap<string, readonly string[]>,
  context: Context,
): void {
  const { say } = context;
  const names = namesOf(resource);
  const layers = layersOf(resource, profile);
  say(`${resource.name}  ${layers.join(' ')}`);
  say(`  fields  ${resource.fields.map(formatField).join(' ')}`);
  if (layers.includes('router')) say(`  routes  ${routesOf(names, profile).join(', ')}`);
  showEdited(edited.get(names.snake), '  edited  ', context);
}

/**
 * Prints the project's resources with their layers, fields, routes and edited files; outside a project, the profiles.
 *
 * @param diagram whether to print an entity diagram in Mermaid instead
 * @throws UserError for a diagram outside a project
 */
export function list(context: Context, diagram = false): Outcome {
  if (!diagram && !isInProject(context.cwd)) {
    const profiles = readProfiles(context.templates);
    for (const profile of profiles) {
      const { id, title, forWhom } = profile;
      const flags = projectChoices.map(({ key, values }) => `--${key} ${values(profile).join('|')}`);
      context.say(`${id}  ${title}`);
      context.say(`  for     ${forWhom}`);
      context.say(`  layers  ${profile.layers.join(' ')}`);
      context.say(`  flags   ${flags.join(' ')}`);
    }
    return { ...NOTHING, root: context.cwd };
  }
  const { root, spec, stack, resources } = openProject(context, true);
  if (diagram) {
    entityDiagram(resources).forEach(context.say);
    return { ...NOTHING, root };
  }
  context.say(`${spec.name}  profile ${spec.profile}, database ${spec.database}, auth ${spec.auth}`);
  const edited = editedFiles(root);
  for (const resource of resources) showResource(resource, stack.profile, edited, context);
  showEdited(edited.get(PROJECT_UNIT), 'edited  ', context);
  showDetached(detachedPaths(root), context);
  if (resources.length === 0) context.say('no resources yet: fastapi-architect resource Invoice number:str');
  return { ...NOTHING, root };
}
