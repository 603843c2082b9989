import { changingFlags } from '../run/flags.ts';
import { defineVerb } from '../run/verb.ts';

/** The verb of every layer of a profile, and of parts of a project such as `config`. */
export default defineVerb({
  name: '<layer>',
  order: 3,
  summary: 'regenerate one layer, of one resource or of all, and no other file',
  words: [{ name: 'Name' }],
  flags: [...changingFlags],
  examples: ['service Invoice', 'router', 'schema --dry-run', 'config'],
  run: async ({ verb, words, switches, context }) => {
    const { regenerateLayer } = await import('../actions/layer.ts');
    return regenerateLayer({ layer: verb, resource: words[0] }, switches, context);
  },
});
