import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'attach',
  order: 12,
  summary: 'manage detached files again, and report what is pending for them',
  words: [{ name: 'path', required: true, many: true }],
  flags: ['dry-run'],
  examples: ['attach app/main.py', 'attach app/models/note.py --dry-run'],
  run: async ({ words, switches, context }) => {
    const { attach } = await import('../actions/detach.ts');
    return attach(words, switches, context);
  },
});
