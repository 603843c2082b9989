import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'detach',
  order: 11,
  summary: 'exclude files from every verb; they are yours',
  words: [{ name: 'path', required: true, many: true }],
  flags: ['dry-run'],
  synonyms: { eject: 'detach', ignore: 'detach' },
  examples: ['detach app/main.py', 'detach app/models/note.py app/routers/notes.py --dry-run'],
  run: async ({ words, switches, context }) => {
    const { detach } = await import('../actions/detach.ts');
    return detach(words, switches, context);
  },
});
