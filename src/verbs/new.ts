import { adviceFlags, changingFlags } from '../run/flags.ts';
import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'new',
  order: 1,
  summary: 'create a project in ./<name>',
  words: [{ name: 'name' }],
  explains: ['profiles'],
  flags: [
    'profile',
    'database',
    'auth',
    ...adviceFlags,
    'description',
    'directory',
    'resource',
    'from',
    'no-example',
    'skip-git',
    ...changingFlags,
  ],
  synonyms: { create: 'new', init: 'new', start: 'new', startproject: 'new', project: 'new' },
  examples: [
    'new shop',
    'new shop --profile layered --auth jwt --yes',
    'new shop --advise --yes --team 1-3 --scale under-10',
    'new shop --yes --resource "Product name:str price:decimal"',
    'new . --yes --no-example --skip-install --skip-git',
  ],
  run: async ({ words, flags, ask, context, switches, spell }) => {
    const { completeNew } = await import('../ask/project.ts');
    const { profile, database, auth, description, directory, resource: resources, from } = flags;
    const typed = { profile, database, auth, description, directory, resources, from };
    const request = { ...typed, name: words[0], example: !flags['no-example'] };
    let asked = false;
    const asking: typeof ask =
      ask &&
      ((question) => {
        asked = true;
        return ask(question);
      });
    const complete = await completeNew(request, asking, context, flags);
    const { createProject } = await import('../actions/new.ts');
    const outcome = await createProject(complete, switches, context);
    if (!asked || !outcome.wrote) return outcome;
    const { newCommand } = await import('../ask/repeat.ts');
    const skips = ['skip-install', 'skip-git'] as const;
    const typedSkips = skips.filter((name) => flags[name]).map((name) => `--${name}`);
    return { ...outcome, repeat: newCommand(complete, typedSkips, spell) };
  },
});
