import { changingFlags } from '../run/flags.ts';
import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'sync',
  order: 4,
  summary: 'update files, registries and locks to the specs, e.g. after a merge of two branches',
  flags: ['allow-drop', ...changingFlags],
  synonyms: { regenerate: 'sync', apply: 'sync' },
  examples: ['sync --dry-run', 'sync'],
  run: async ({ flags, switches, context }) => {
    const { sync } = await import('../actions/sync.ts');
    return sync(flags['allow-drop'], switches, context);
  },
});
