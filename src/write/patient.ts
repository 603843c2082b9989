/** Delays between retries: on Windows, virus scanners and editors lock files for a moment. */
const WAITS_MS = [10, 20, 40, 80, 160, 320];
const HELD: ReadonlySet<string | undefined> = new Set(['EBUSY', 'EPERM', 'EACCES']);

/** Blocks the process. */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Retries an operation while another process has the file open. */
export function patiently(act: () => void): void {
  for (const wait of WAITS_MS) {
    try {
      return act();
    } catch (error) {
      if (!HELD.has((error as NodeJS.ErrnoException).code)) throw error;
      sleep(wait);
    }
  }
  act();
}
