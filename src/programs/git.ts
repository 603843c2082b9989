import { execFileSync } from 'node:child_process';
import { delimiter, isAbsolute, relative } from 'node:path';

const MOST_BYTES = 64_000_000;

/**
 * Settings that keep git from running what a repository names: its configuration and attributes may set programs for
 * hooks, signatures, differences, the file system monitor, credentials and transports, and a folder of a checkout may
 * be a bare repository with a configuration of its own.
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

/** Arguments that come before a command of git that only reads. */
export const readOnlyArguments: readonly string[] = [
  '--no-pager',
  '--no-optional-locks',
  ...Object.entries(SETTINGS).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
];

/** What of git's variables stays: who commits, and where the user's own settings and the limits of a search are. */
const KEPT =
  /^GIT_((AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|CEILING_DIRECTORIES)$/;

/** Git must never ask anything, and never fetch what a partial clone lacks: that runs the remote's programs. */
const NEVER_ASK: Readonly<Record<string, string>> = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  GIT_NO_LAZY_FETCH: '1',
};

/** Folders that programs are looked for in: none that depends on the current folder, and none of the project. */
export function pathOutside(root: string, path: string | undefined): string {
  const isOutside = (folder: string): boolean => {
    const below = relative(root, folder);
    return isAbsolute(folder) && (below.startsWith('..') || isAbsolute(below));
  };
  return (path ?? '').split(delimiter).filter(isOutside).join(delimiter);
}

/**
 * The environment of a program that runs in a project, without what makes git look elsewhere or run programs, and
 * without folders of the project to look for programs in. A variable that has to go is undefined.
 */
export function safeEnvironment(root: string): NodeJS.ProcessEnv {
  // Windows may call it Path.
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const harmful = Object.keys(process.env).filter((name) => /^GIT_/i.test(name) && !KEPT.test(name));
  return {
    ...process.env,
    ...Object.fromEntries(harmful.map((name) => [name, undefined])),
    ...NEVER_ASK,
    [path]: pathOutside(root, process.env[path]),
    // Windows looks in the current folder first, unless it is told not to.
    NoDefaultCurrentDirectoryInExePath: '1',
  };
}

/** What git says, without asking anybody; undefined where there is no git, no repository or no such thing. */
export function git(root: string, ...words: readonly string[]): Buffer | undefined {
  try {
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
