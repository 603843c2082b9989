/** On Windows a virus scanner or an editor holds a file for a moment; who still holds it after all of these keeps it. */
const WAITS_MS = [10, 20, 40, 80, 160, 320];
const HELD: ReadonlySet<string | undefined> = new Set(['EBUSY', 'EPERM', 'EACCES']);

/** Waits without letting anything else of this process go on. */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Does what fails as long as somebody else has the file open, a few times over. */
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
