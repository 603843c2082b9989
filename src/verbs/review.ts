import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'review',
  order: 7,
  summary: 'check the project against its architecture, and show how to fix violations',
  words: [{ name: 'path', many: true }],
  flags: ['sarif', 'routes', 'own-rules', 'types'],
  synonyms: { lint: 'review', rules: 'review' },
  examples: ['review', 'review app/services --json', 'review --sarif'],
  run: async ({ words, flags: { sarif, routes, 'own-rules': ownRules, types }, context }) => {
    const { review } = await import('../actions/review.ts');
    return review({ paths: words, sarif, routes, ownRules, types }, context);
  },
});
