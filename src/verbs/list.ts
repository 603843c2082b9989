import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'list',
  order: 14,
  summary: 'show resources and their layers; outside a project, the profiles',
  flags: [],
  examples: ['list', 'list --json'],
  run: async ({ context }) => {
    const { list } = await import('../actions/list.ts');
    return list(context);
  },
});
