import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'list',
  order: 14,
  summary: 'show resources with layers, fields, routes and edits; outside a project, the profiles',
  flags: ['diagram'],
  synonyms: { ls: 'list', show: 'list', info: 'list', profiles: 'list' },
  examples: ['list', 'list --json', 'list --diagram'],
  run: async ({ flags: { diagram }, context }) => {
    const { list } = await import('../actions/list.ts');
    return list(context, diagram);
  },
});
