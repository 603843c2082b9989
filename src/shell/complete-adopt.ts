import { needsAnswers, type AdoptRequest } from '../verbs/adopt.ts';
import type { Ask } from './ask.ts';
import { completeChoices } from './complete-new.ts';
import type { Shell } from './shell.ts';

/**
 * Asks what a project is, where nothing of it says so any more.
 *
 * @param ask absent when nobody can answer or the user said --yes
 * @throws UserError naming the flag of an answer that is required and missing
 */
export async function completeAdopt(
  request: AdoptRequest,
  ask: Ask | undefined,
  { context }: Shell,
  yes: boolean,
): Promise<AdoptRequest> {
  if (!needsAnswers(context.cwd)) return request;
  return { ...request, ...(await completeChoices(request, ask, context.templates, yes)) };
}
