import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'move',
  order: 10,
  summary: 'move a file, or record that you moved it; updates follow it',
  words: [
    { name: 'old', required: true },
    { name: 'new', required: true },
  ],
  flags: ['dry-run'],
  synonyms: { mv: 'move' },
  examples: [
    'move app/models/note.py app/models/memo.py --dry-run',
    'move app/models/note.py app/models/memo.py',
  ],
  run: async ({ words: [from = '', to = ''], switches, context }) => {
    const { move } = await import('../actions/move.ts');
    return move(from, to, switches, context);
  },
});
