import { changingFlags } from '../run/flags.ts';
import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'upgrade',
  order: 5,
  summary: 'update every file to this version of the generator, and keep your edits',
  flags: ['restore', ...changingFlags],
  synonyms: { update: 'upgrade' },
  examples: ['upgrade --dry-run', 'upgrade', 'upgrade --restore app/models/note.py'],
  run: async ({ flags, switches, context }) => {
    const { upgrade } = await import('../actions/upgrade.ts');
    return upgrade(flags.restore, switches, context);
  },
});
