import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'undo',
  order: 9,
  summary: 'revert the last run',
  flags: ['skip-install', 'dry-run'],
  synonyms: { revert: 'undo', rollback: 'undo', back: 'undo' },
  examples: ['undo --dry-run', 'undo'],
  run: async ({ switches, context }) => {
    const { undoRun } = await import('../actions/undo.ts');
    return undoRun(switches, context);
  },
});
