import type { Rows } from '../overlay/rows.ts';

/** What imports what, as `lint-imports` and the project's own rules check it. */
export interface ContractsView {
  /** The parts of the application from the top down; those that stand at one height are parted by a colon. */
  readonly appParts: readonly string[];
  /** Folders whose parts stand at several heights. */
  readonly unranked: Rows['unranked'];
  readonly importExceptions: Rows['importExceptions'];
  /** Orders within a part. */
  readonly layerings: Rows['layerings'];
  /** Modules that only some may import. */
  readonly protected: Rows['protected'];
  /** Libraries that are none of a part's business. */
  readonly forbidden: Rows['forbidden'];
}

/** Views the contracts that the rows of a profile declare. */
export function contractsView(rows: Rows): ContractsView {
  return {
    appParts: rows.appParts.map(({ name }) => name),
    unranked: rows.unranked,
    importExceptions: rows.importExceptions,
    layerings: rows.layerings,
    protected: rows.protected,
    forbidden: rows.forbidden,
  };
}
