/** What drawn resources and changes are made of. scripts/gate.mjs sets it, and each red check prints it. */
export const drawSeed = Number(process.env['DRAW_SEED'] ?? Date.now() % 2 ** 31);
