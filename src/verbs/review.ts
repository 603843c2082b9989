import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'review',
  order: 7,
  summary: 'check the project by its own rules, and show how to fix what breaks them',
  words: [{ name: 'path', many: true }],
  flags: ['sarif', 'routes'],
  examples: ['review', 'review app/services --json', 'review --sarif'],
  run: async ({ words, flags: { sarif, routes }, context }) => {
    const { review } = await import('../actions/review.ts');
    return review({ paths: words, sarif, routes }, context);
  },
});
