/** In milliseconds, for hangs only: nothing takes a tenth of it, on a machine that is ten times slower than usual. */
export const HANG = 3_600_000;
