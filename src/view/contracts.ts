import type { Row, Rows } from '../overlay/manifest.ts';

/** What imports what, as `lint-imports` and the project's own rules check it. */
export interface ContractsView {
  /** The parts of the application from the top down; those that stand at one height are parted by a colon. */
  readonly appParts: readonly string[];
  /** Folders whose parts stand at several heights. */
  readonly unranked: readonly Row[];
  readonly importExceptions: readonly Row[];
  /** Orders within a part. */
  readonly layerings: readonly Row[];
  /** Modules that only some may import. */
  readonly protected: readonly Row[];
  /** Libraries that are none of a part's business. */
  readonly forbidden: readonly Row[];
}

/** Views the contracts that the rows of a profile declare. */
export function contractsView(rows: Rows): ContractsView {
  return {
    appParts: (rows['appParts'] ?? []).map(({ name }) => name),
    unranked: rows['unranked'] ?? [],
    importExceptions: rows['importExceptions'] ?? [],
    layerings: rows['layerings'] ?? [],
    protected: rows['protected'] ?? [],
    forbidden: rows['forbidden'] ?? [],
  };
}
