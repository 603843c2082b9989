import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'resolve',
  order: 8,
  summary: 'mark finished conflicts as resolved',
  flags: ['skip-install', 'dry-run'],
  synonyms: { continue: 'resolve', merge: 'resolve' },
  examples: ['resolve --dry-run', 'resolve'],
  run: async ({ switches, context }) => {
    const { resolve } = await import('../actions/resolve.ts');
    return resolve(switches, context);
  },
});
