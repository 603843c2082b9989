import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { put, read } from '../support/folder.ts';

/** A project that somebody else wrote, before it is committed. */
export interface Scene {
  readonly root: string;
  /** A folder beside it that is its user's. */
  readonly outside: string;
  /** Makes a program of the repository, which leaves a trace when it runs. */
  readonly program: (path: string) => void;
}

/** What is in a repository, and what is in an archive with a `.git` folder. */
export interface Kind {
  readonly plant?: (scene: Scene) => void;
  /** After the clone: what only an archive can bring. */
  readonly configure?: (scene: Scene, git: (...words: readonly string[]) => string) => void;
  /** What some verb says about it, so that the suite notices a kind that does nothing. */
  readonly told?: RegExp;
}

const STATE = '.fastapi-architect';
const LOCK = `${STATE}/lock/note.json`;
const SPEC = `${STATE}/resources/note.json`;
const ID = '1700000000000';
const HOOK = '.git/hooks/post-commit';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const CONTENT = '#!/bin/sh\ntouch pwned\n';

const step = (path: string, more: object = {}) => ({
  path,
  name: '0',
  before: null,
  after: sha256(CONTENT),
  mode: null,
  ...more,
});

function link(root: string, path: string, target: string): void {
  rmSync(join(root, path), { recursive: true, force: true });
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
}

function journal(name: string, steps: readonly object[]) {
  return ({ root }: Scene) =>
    put(root, {
      [`${STATE}/tx/${name}`]: JSON.stringify({ steps, made: [], emptied: [], keep: null, drop: [] }),
      [`${STATE}/tx/0`]: CONTENT,
    });
}

function entry(files: readonly object[]) {
  return ({ root }: Scene) =>
    put(root, {
      [`${STATE}/undo/${ID}/manifest.json`]: JSON.stringify({ files, folders: [] }),
      [`${STATE}/undo/${ID}/0`]: CONTENT,
    });
}

type Json = { [key: string]: unknown };

function edited(path: string, change: (value: Json) => void) {
  return ({ root }: Scene): void => {
    const value = JSON.parse(read(root, path)) as Json;
    change(value);
    put(root, { [path]: JSON.stringify(value, null, 2) });
  };
}

const lockedAt = (path: string) =>
  edited(LOCK, (lock) => {
    const files = lock['files'] as Json;
    files['layers/x'] = {
      ...(Object.values(files)[0] as Json),
      path,
      base: sha256('ref: refs/heads/main\n'),
    };
  });

const INJECTED = "80 if __import__('os').system('touch pwned') else 80";

/** THE table of what a hostile repository can hold. */
export const kinds: Readonly<Record<string, Kind>> = {
  'a journal that installs a hook': {
    plant: journal('journal.json', [step(HOOK)]),
    told: /a path that a run writes/,
  },
  'a journal that writes a file': {
    plant: journal('journal.json', [step('app/evil.py')]),
    told: /git tracks it/,
  },
  'a journal of a rollback': {
    plant: journal('rollback.json', [step('app/main.py', { before: sha256(CONTENT) })]),
    told: /is damaged|git tracks it/,
  },
  'a transaction of another run': {
    plant: ({ root }) => put(root, { [`${STATE}/tx/pid`]: String(process.pid), [`${STATE}/tx/undo/0`]: 'x' }),
  },
  'an undo entry that installs a hook': {
    plant: entry([step(HOOK, { before: sha256(CONTENT), after: null })]),
    told: /a path that a run writes/,
  },
  'an undo entry that writes a file': {
    plant: entry([step('app/evil.py', { before: sha256(CONTENT), after: null })]),
    told: /git tracks it/,
  },
  'an undo entry that is a link': {
    plant: ({ root, outside }) => link(root, `${STATE}/undo/${ID}`, outside),
  },
  'records that are a link': {
    plant: ({ root, outside }) => link(root, STATE, outside),
    told: /is not a folder/,
  },
  'a transaction that is a link': {
    plant: ({ root, outside }) => link(root, `${STATE}/tx`, outside),
    told: /tx is not a folder/,
  },
  'a past that is a link': {
    plant: ({ root, outside }) => link(root, `${STATE}/undo`, outside),
    told: /undo is not a folder/,
  },
  'bases that are a link': {
    plant: ({ root, outside }) => link(root, `${STATE}/objects`, outside),
    told: /objects is not a folder/,
  },
  'a lock that is a link': {
    plant: ({ root, outside }) => link(root, LOCK, join(outside, 'secret')),
    told: /it is not a file/,
  },
  'answers that never end': {
    plant: ({ root }) => link(root, '.yo-rc.json', '/dev/zero'),
    told: /it is not a file/,
  },
  'a lock of a file of git': { plant: lockedAt('.git/HEAD'), told: /\.git\/HEAD/ },
  'a lock of a file outside': { plant: lockedAt('../outside/secret'), told: /outside\/secret/ },
  'a lock with a short name of git': { plant: lockedAt('GIT~1/HEAD'), told: /GIT~1/ },
  'a lock that draws on the terminal': {
    plant: lockedAt('app/\u001b[2J\u202e.py'),
    told: /\\u\{1b\}\[2J\\u\{202e\}/,
  },
  'code in a spec, and in its lock': {
    plant: (scene) => {
      const inject = (spec: Json) => Object.assign((spec['fields'] as Json[])[0] as Json, { max: INJECTED });
      edited(SPEC, inject)(scene);
      edited(LOCK, (lock) => inject(lock['appliedSpec'] as Json))(scene);
    },
    told: /expected a number/,
  },
  'code in the answers': {
    plant: edited('.yo-rc.json', (answers) => {
      (answers['generator-fastapi-architect'] as Json)['name'] = 'shop"]\nimport os';
    }),
    told: /\.yo-rc\.json/,
  },
  'lines of code in markers': {
    plant: edited(LOCK, (lock) => {
      for (const file of Object.values(lock['files'] as Json))
        (file as Json)['generator'] = '1\n=======\nimport os';
    }),
    told: /expected a version/,
  },
  'a file that is a link': {
    plant: ({ root, outside }) => link(root, 'app/main.py', join(outside, 'secret')),
    told: /app\/main\.py is a link that leads out/,
  },
  'a folder that is a link': {
    plant: ({ root, outside }) => link(root, 'app/models', join(outside, 'models')),
    told: /is a link that leads out|is a symbolic link/,
  },
  'a manifest that never ends': {
    plant: ({ root }) => link(root, 'pyproject.toml', '/dev/zero'),
  },
  'secrets that are links': {
    plant: ({ root, outside }) => {
      link(root, '.env', join(outside, 'made'));
      link(root, '.env.example', join(outside, 'secret'));
    },
  },
  'an interpreter': { plant: ({ program }) => program('.venv/bin/python'), told: /git tracks \.venv/ },
  'an interpreter behind a link': {
    plant: ({ root, program }) => {
      program('tools/bin/python');
      link(root, '.venv', 'tools');
    },
    told: /git tracks \.venv/,
  },
  'programs in its folders': {
    plant: ({ program }) => {
      for (const name of ['git', 'uv', 'python3', 'python', 'py'])
        for (const folder of ['', 'bin/', 'node_modules/.bin/']) program(folder + name);
    },
  },
  'a project that is a bare repository': {
    plant: ({ root, program }) => {
      program('tools/evil');
      const config = `[core]\n\tbare = true\n\tfsmonitor = ${join(root, 'tools/evil')}\n[gpg]\n\tprogram = ${join(root, 'tools/evil')}\n[log]\n\tshowSignature = true\n`;
      put(root, { HEAD: 'ref: refs/heads/main\n', config, 'objects/x': '', 'refs/heads/x': '' });
    },
  },
  'names that draw on the terminal': {
    plant: ({ root }) => put(root, { 'app/\u001b]0;pwned\u0007\u202e\n.py': 'from app.main import app\n' }),
  },
  'a build that runs': {
    plant: ({ root, program }) => {
      program('hatch_build.py');
      put(root, { 'hatch.toml': '[build.hooks.custom]\n', 'uv.toml': 'index-url = "http://127.0.0.1:1"\n' });
    },
  },
  'an archive with settings of git': {
    plant: ({ program }) => program('tools/evil'),
    configure: ({ root }, git) => {
      const evil = join(root, 'tools/evil');
      for (const key of ['core.fsmonitor', 'core.pager', 'diff.external', 'gpg.program', 'core.sshCommand'])
        git('config', key, evil);
      git('config', 'log.showSignature', 'true');
      git('config', 'core.hooksPath', join(root, 'tools'));
    },
  },
  'an archive with a journal that git does not track': {
    configure: (scene) => journal('journal.json', [step('app/evil.py')])(scene),
    told: /its proof does not match/,
  },
  'an archive without a repository that git can read': {
    plant: ({ program }) => program('.venv/bin/python'),
    configure: ({ root }) => renameSync(join(root, '.git', 'objects'), join(root, '.git', 'gone')),
    told: /git does not answer/,
  },
};

export function makeProgram(root: string, path: string, trace: string): void {
  put(root, { [path]: `#!/bin/sh\ntouch '${trace}'\n` });
  chmodSync(join(root, path), 0o755);
}
