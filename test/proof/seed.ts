/** Draws differ from run to run, unless DRAW_SEED repeats one; the gate names its seed, to say the same of the same commit. */
export const drawSeed = Number(process.env['DRAW_SEED'] ?? Date.now() % 2 ** 31);
