import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'check',
  order: 6,
  summary: 'report pending changes with exit code 2, and write nothing: for CI',
  flags: [],
  synonyms: { status: 'check', verify: 'check', diff: 'sync --diff' },
  examples: ['check', 'check --json'],
  run: async ({ context }) => {
    const { check } = await import('../actions/check.ts');
    return check(context);
  },
});
