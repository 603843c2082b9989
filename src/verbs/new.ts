import { changingFlags } from '../run/flags.ts';
import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'new',
  order: 1,
  summary: 'create a project in ./<name>',
  words: [{ name: 'name' }],
  flags: [
    'profile',
    'database',
    'auth',
    'description',
    'directory',
    'resource',
    'from',
    'no-example',
    'skip-git',
    ...changingFlags,
  ],
  examples: [
    'new shop',
    'new shop --profile layered --auth jwt --yes',
    'new shop --yes --resource "Product name:str:max=80 price:decimal:precision=10:scale=2"',
    'new . --yes --no-example --skip-install --skip-git',
  ],
  run: async ({ words, flags, ask, context, switches }) => {
    const { completeNew } = await import('../ask/project.ts');
    const { profile, database, auth, description, directory, resource: resources, from } = flags;
    const typed = { profile, database, auth, description, directory, resources, from };
    const request = { ...typed, name: words[0], example: !flags['no-example'] };
    const complete = await completeNew(request, ask, context.templates, flags.yes);
    const { createProject } = await import('../actions/new.ts');
    return createProject(complete, switches, context);
  },
});
