import { defineVerb } from '../run/verb.ts';

export default defineVerb({
  name: 'doctor',
  order: 15,
  summary: 'show what the machine and the project have and lack, and what to do; writes nothing',
  flags: [],
  synonyms: { diagnose: 'doctor', health: 'doctor', env: 'doctor' },
  examples: ['doctor', 'doctor --json'],
  run: async ({ context }) => {
    const { doctor } = await import('../actions/doctor.ts');
    return doctor(context);
  },
});
