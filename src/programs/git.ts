import { delimiter, isAbsolute, relative } from 'node:path';

const MOST_BYTES = 64_000_000;

/**
 * Settings that stop git from running programs that a repository configures: hooks, signatures, external diffs, the
 * file system monitor, credential helpers and transports. A checkout may also contain a bare repository with its own
 * configuration.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  'safe.bareRepository': 'explicit',
  'log.showSignature': 'false',
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.pager': 'cat',
  'core.askPass': '',
  'core.sshCommand': 'false',
  'core.alternateRefsCommand': 'true',
  'credential.helper': '',
  'diff.external': '',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'protocol.allow': 'never',
  'submodule.recurse': 'false',
};

/** Arguments in front of every read-only git command. */
export const readOnlyArguments: readonly string[] = [
  '--no-pager',
  '--no-optional-locks',
  ...Object.entries(SETTINGS).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
];

/** Git variables that are passed on: author and committer, the user's configuration, and the ceiling folders. */
const KEPT =
  /^GIT_((AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|CEILING_DIRECTORIES)$/;

/** Git must not prompt, and not fetch missing objects of a partial clone: a fetch may run the remote's programs. */
const NEVER_ASK: Readonly<Record<string, string>> = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  GIT_NO_LAZY_FETCH: '1',
};

/** Returns the `PATH` without relative folders and without folders of the project. */
export function pathOutside(root: string, path: string | undefined): string {
  const isOutside = (folder: string): boolean => {
    const below = relative(root, folder);
    return isAbsolute(folder) && (below.startsWith('..') || isAbsolute(below));
  };
  return (path ?? '').split(delimiter).filter(isOutside).join(delimiter);
}

/**
 * The environment for a program that runs in a project: a `PATH` outside of the project, no prompts, and no git
 * variables that redirect git or run programs. Undefined removes a variable.
 */
export function safeEnvironment(root: string): NodeJS.ProcessEnv {
  // Windows may spell it Path.
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const harmful = Object.keys(process.env).filter((name) => /^GIT_/i.test(name) && !KEPT.test(name));
  return {
    ...process.env,
    ...Object.fromEntries(harmful.map((name) => [name, undefined])),
    ...NEVER_ASK,
    [path]: pathOutside(root, process.env[path]),
    // Without this variable, Windows searches the current folder first.
    NoDefaultCurrentDirectoryInExePath: '1',
  };
}

/** Runs git without prompts and returns its output; undefined if git, the repository or the object is missing. */
export function git(root: string, ...words: readonly string[]): Buffer | undefined {
  try {
    // Loaded on demand: most runs start no program.
    const { execFileSync } = process.getBuiltinModule('node:child_process');
    return execFileSync('git', [...readOnlyArguments, ...words], {
      cwd: root,
      env: safeEnvironment(root),
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: MOST_BYTES,
    });
  } catch {
    return undefined;
  }
}
