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

/** Whether a path leads, segment by segment, to a place below the project's root, and not into a folder of git's. */
export function isProjectPath(path: string): boolean {
  const segments = path.split('/');
  return (
    path !== '' &&
    !/[\\\p{Cc}]/u.test(path) &&
    !segments.some((part) => ['', '.', '..', '.git'].includes(part.toLowerCase()))
  );
}

/** Whether a path is the generator's own: its records, and the answers. Case is ignored, as file systems may do. */
export function isOwnPath(path: string): boolean {
  const first = path.split('/')[0]?.toLowerCase();
  return first === STATE_FOLDER || path.toLowerCase() === ANSWERS_FILE;
}
