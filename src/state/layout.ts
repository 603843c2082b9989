/** Where a generated project keeps what the generator has to remember; paths are from the project's root. */
export const GENERATOR = 'generator-fastapi-architect';
export const ANSWERS_FILE = '.yo-rc.json';
export const STATE_FOLDER = '.fastapi-architect';
export const RESOURCES_FOLDER = `${STATE_FOLDER}/resources`;
export const TRANSACTION_FOLDER = `${STATE_FOLDER}/tx`;
export const UNDO_FOLDER = `${STATE_FOLDER}/undo`;

export const STATE_FORMAT = 1;

/** The state's own rules for git: bases are bytes, and what a running transaction leaves is nobody's. */
export const STATE_GIT_FILES: Readonly<Record<string, string>> = {
  [`${STATE_FOLDER}/.gitattributes`]: '* linguist-generated\nobjects/** binary\n',
  [`${STATE_FOLDER}/.gitignore`]: 'tx/\nundo/\nLOCK\n',
};

export function resourceFile(snake: string): string {
  return `${RESOURCES_FOLDER}/${snake}.json`;
}

export function lockFile(unit: string): string {
  return `${STATE_FOLDER}/lock/${unit}.json`;
}

export function objectFile(hash: string): string {
  return `${STATE_FOLDER}/objects/${hash.slice(0, 2)}/${hash.slice(2)}.gz`;
}

/** One spelling of a name that file systems may take for the same: some ignore case, some compare compatible letters. */
const folded = (name: string): string => name.normalize('NFKC').toLowerCase();

/** Segments of a path that no project needs, and that some file system reads as another name. */
const FOREIGN_SEGMENTS: readonly RegExp[] = [
  /^\.{0,2}$/,
  // Windows ignores dots and spaces at the end, and takes what follows a colon for a stream or a drive.
  /[. ]$/,
  /[:\\]/,
  // A short name of Windows: GIT~1 is .git there.
  /^[^.]{1,6}~\d+(\.[^.]{0,3})?$/,
  /^\.git$/,
];

/** Whether a path leads, segment by segment, to a place below the project's root, and not into a folder of git's. */
export function isProjectPath(path: string): boolean {
  const isForeign = (segment: string): boolean =>
    FOREIGN_SEGMENTS.some((foreign) => foreign.test(folded(segment)));
  return !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(path) && !path.split('/').some(isForeign);
}

/** Whether a path is the generator's own: its records, and the answers. Case is ignored, as file systems may do. */
export function isOwnPath(path: string): boolean {
  const first = folded(path.split('/')[0] ?? '');
  return first === STATE_FOLDER || folded(path) === ANSWERS_FILE;
}

/** The records that a run writes; others it does not know, and those of a run that is going on are none. */
const RECORD =
  /^\.fastapi-architect\/((lock|resources)\/\w+\.json|objects\/[\da-f]{2}\/[\da-f]+\.gz|\.git(ignore|attributes))$/;

/** Whether a run may have written a file: one of the project, the answers, or a record. */
export function isWrittenPath(path: string): boolean {
  return isProjectPath(path) && (!isOwnPath(path) || path === ANSWERS_FILE || RECORD.test(path));
}

/** Whether a run may have made a folder: one of the project, or one for records. */
export function isWrittenFolder(path: string): boolean {
  const isRecords = /^\.fastapi-architect(\/(lock|resources|objects(\/[\da-f]{2})?))?$/.test(path);
  return isProjectPath(path) && (!isOwnPath(path) || isRecords);
}
