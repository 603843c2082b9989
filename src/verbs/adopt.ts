import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'adopt',
  order: 13,
  summary: "rebuild the generator's records of a project where they are lost or damaged, and no other file",
  explains: ['profiles'],
  flags: ['profile', 'database', 'auth', 'description', 'resource', 'from', 'force', 'yes', 'dry-run'],
  synonyms: { repair: 'adopt', restore: 'adopt' },
  examples: ['adopt --dry-run', 'adopt', 'adopt --profile layered --resource "Invoice number:str"'],
  run: async ({ flags, ask, switches, context }) => {
    const { adopt, needsAnswers } = await import('../actions/adopt.ts');
    const { profile, database, auth, description, resource: resources, from } = flags;
    const request = { profile, database, auth, description, resources, from };
    if (!needsAnswers(context.cwd)) return adopt(request, switches, context);
    const { completeChoices } = await import('../ask/project.ts');
    const choices = await completeChoices(request, ask, context.templates, flags.yes);
    return adopt({ ...request, ...choices }, switches, context);
  },
});
