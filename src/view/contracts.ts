import type { Rows } from '../overlay/rows.ts';

/** Import contracts, which `lint-imports` and the project's own rules check. */
export interface ContractsView {
  /** The packages of the application from top to bottom; packages of one level are separated by a colon. */
  readonly appParts: readonly string[];
  /** Folders whose packages are on several levels. */
  readonly unranked: Rows['unranked'];
  readonly importExceptions: Rows['importExceptions'];
  /** Orders within a package. */
  readonly layerings: Rows['layerings'];
  /** Modules that only certain packages may import. */
  readonly protected: Rows['protected'];
  /** Libraries that a package must not import. */
  readonly forbidden: Rows['forbidden'];
}

/** Builds the view of the contracts that a profile's rows declare. */
export function contractsView(rows: Rows): ContractsView {
  return {
    appParts: rows.appParts.map(({ name }) => name),
    unranked: rows.unranked,
    importExceptions: rows.importExceptions,
    layerings: rows.layerings,
    protected: rows.protected,
    forbidden: rows.forbidden.filter(({ libraries }) => libraries.length > 0),
  };
}
