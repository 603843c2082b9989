import type { ResourceRequest } from '../actions/resource.ts';
import { formatResource, parseResourceLine } from '../language/resource.ts';
import { readResources } from '../state/resources.ts';
import { findProjectRoot } from '../state/answers.ts';
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
  context: Pick<Context, 'cwd' | 'say'>,
  spell: Spell,
): Promise<ResourceRequest> {
  const { words, resources, from } = request;
  if (!ask || words.length > 1 || resources.length > 0 || from !== undefined) return request;
  const existing = readResources(findProjectRoot(context.cwd));
  if (existing.some((resource) => resource.name === words[0])) return request;
  const line = formatResource(await askResource(ask, words[0]));
  context.say(spell(`resource ${line}`));
  return { ...request, words: parseResourceLine(line) };
}
