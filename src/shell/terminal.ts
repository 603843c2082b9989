import { painted, takesColour } from './paint.ts';
import { showProgress } from './progress.ts';
import type { Shell } from './shell.ts';

/** How the process's own streams show colours and running programs. */
export const terminal: Pick<Shell, 'paint' | 'progress'> = {
  progress: (what) => showProgress(what, process.stderr),
  paint: takesColour(process.stdout) ? painted : undefined,
};
