/** A stream for messages that are not the output. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MILLISECONDS = 80;
const NARROWEST = 20;
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_LINE = '\r\u001b[2K';

/**
 * Shows what is running, and for how long: a moving line in a terminal, a plain line elsewhere.
 *
 * @returns removes the moving line
 */
export function showProgress(what: string, stream: ProgressStream): () => void {
  if (!stream.isTTY) {
    stream.write(`${what}…\n`);
    return () => undefined;
  }
  const start = performance.now();
  let frame = 0;
  const draw = (): void => {
    const seconds = Math.floor((performance.now() - start) / 1000);
    const line = `${FRAMES[frame % FRAMES.length]} ${what}… ${seconds} s`;
    // A wrapped line could not be cleared.
    const width = Math.max((stream.columns ?? 80) - 1, NARROWEST);
    stream.write(CLEAR_LINE + [...line].slice(0, width).join(''));
    frame += 1;
  };
  stream.write(HIDE_CURSOR);
  draw();
  const timer = setInterval(draw, FRAME_MILLISECONDS);
  return () => {
    clearInterval(timer);
    stream.write(CLEAR_LINE + SHOW_CURSOR);
  };
}
