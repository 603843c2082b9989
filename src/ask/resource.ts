import type { ResourceRequest } from '../actions/resource.ts';
import { formatResource, parseHead, parseResourceLine } from '../language/resource.ts';
import { openProject } from '../run/project.ts';
import { builtInResources } from '../view/built-in.ts';
import type { Ask } from '../dialogue.ts';
import { askResource } from './fields.ts';
import type { Context } from '../run/context.ts';
import type { Spell } from '../run/verb.ts';

/**
 * Asks for a resource's fields if none were typed, and prints the equivalent command.
 *
 * @param ask absent in non-interactive runs and with --yes
 */
export async function completeResource(
  request: ResourceRequest,
  ask: Ask | undefined,
  context: Context,
  spell: Spell,
): Promise<ResourceRequest> {
  const { words, resources, from } = request;
  if (!ask || words.length > 1 || resources.length > 0 || from !== undefined) return request;
  const { resources: own, stack } = openProject(context, true);
  const [head] = words;
  if (head !== undefined && own.some(({ name }) => name === parseHead(head).name)) return request;
  const known = { own, given: builtInResources(stack.profile.rows) };
  const line = formatResource(await askResource(ask, known, head));
  context.say(`To repeat this without questions: ${spell(`resource ${line}`)}`);
  return { ...request, words: parseResourceLine(line) };
}
