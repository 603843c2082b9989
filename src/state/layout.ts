/** Where a generated project stores the generator's records; paths are relative to the project root. */
export const GENERATOR = 'generator-fastapi-architect';
export const ANSWERS_FILE = '.yo-rc.json';
export const STATE_FOLDER = '.fastapi-architect';
export const RESOURCES_FOLDER = `${STATE_FOLDER}/resources`;
export const TRANSACTION_FOLDER = `${STATE_FOLDER}/tx`;
export const GUARD_FOLDER = `${STATE_FOLDER}/guard/architect_guard`;
export const UNDO_FOLDER = `${STATE_FOLDER}/undo`;

export const STATE_FORMAT = 1;

/** Git settings of the state folder: bases are binary; transactions, undo entries and the run lock are not committed. */
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

/** Normalises a name for comparison: some file systems ignore case, some treat compatible characters as equal. */
const folded = (name: string): string => name.normalize('NFKC').toLowerCase();

/** Path segments that some file system resolves to another name; no project needs them. */
const FOREIGN_SEGMENTS: readonly RegExp[] = [
  /^\.{0,2}$/,
  // Windows ignores trailing dots and spaces; a colon starts a stream name or ends a drive letter.
  /[. ]$/,
  /[:\\]/,
  // A Windows short name: GIT~1 is .git.
  /^[^.]{1,6}~\d+(\.[^.]{0,3})?$/,
  /^\.git$/,
];

/** Most names need no other check. */
const PLAIN_SEGMENT = /^[\w-]+(\.\w+)*$/;

/** Whether a path stays below the project root and outside `.git`. */
export function isProjectPath(path: string): boolean {
  const isForeign = (segment: string): boolean =>
    !PLAIN_SEGMENT.test(segment) && FOREIGN_SEGMENTS.some((foreign) => foreign.test(folded(segment)));
  return !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(path) && !path.split('/').some(isForeign);
}

/** Whether a path belongs to the generator: its records and the answers. Ignores case, as some file systems do. */
export function isOwnPath(path: string): boolean {
  const first = folded(path.split('/')[0] ?? '');
  return first === STATE_FOLDER || folded(path) === ANSWERS_FILE;
}

/** The records that a run writes; transaction and undo folders are excluded. */
const RECORD =
  /^\.fastapi-architect\/((lock|resources)\/\w+\.json|objects\/[\da-f]{2}\/[\da-f]+\.gz|guard(\/[a-z_]+)+\.py|\.git(ignore|attributes))$/;

/** Whether a run may write a file: a project file, the answers, or a record. */
export function isWrittenPath(path: string): boolean {
  return isProjectPath(path) && (!isOwnPath(path) || path === ANSWERS_FILE || RECORD.test(path));
}

/** Whether a run may create a folder: a project folder, or a folder for records. */
export function isWrittenFolder(path: string): boolean {
  const isRecords =
    /^\.fastapi-architect(\/(lock|resources|guard(\/[a-z_]+)*|objects(\/[\da-f]{2})?))?$/.test(path);
  return isProjectPath(path) && (!isOwnPath(path) || isRecords);
}
