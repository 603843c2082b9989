import { createPrinter } from '../render/print.ts';
import type { Stack } from '../overlay/stack.ts';
import { PROJECT_UNIT, plan, type PlanEntry } from '../plan.ts';
import { namesOf } from '../language/names.ts';
import type { ProjectSpec } from '../language/project.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { distance } from '../merge/sides.ts';
import { findBase } from '../state/find-base.ts';
import { inputsOf } from '../run/input.ts';
import { lockFile, objectFile } from '../state/layout.ts';
import { formatLock, lockKey, lockedOf, type Lock, type LockedFile } from '../state/lock.ts';
import { hashOf, normalise, pack, readBase } from '../state/objects.ts';
import { projectView } from '../view/project.ts';
import { readText } from '../write/compare.ts';
import type { FileWrite } from '../write/journal.ts';
import { newProjectRevisions } from '../migrations/plan.ts';
import { TABLE_FORMAT } from '../migrations/table-changes.ts';
import { placeOf } from '../run/places.ts';

/** The inputs for a project's records. */
export interface Adoption {
  readonly root: string;
  readonly stack: Stack;
  readonly project: ProjectSpec;
  /** By snake name. */
  readonly resources: readonly ResourceSpec[];
  /** Locks that could be recovered. */
  readonly locks: ReadonlyMap<string, Lock>;
  /** Units whose lock may be older than their files. */
  readonly older: ReadonlySet<string>;
  readonly version: string;
}

/** One file and its new record. */
export interface AdoptedFile {
  readonly entry: PlanEntry;
  readonly key: string;
  readonly locked: LockedFile;
  /** The last pristine render; undefined for a seed. */
  readonly base: string | undefined;
  readonly found: 'same' | 'differs' | 'gone' | 'detached';
}

/** Compares a file on disk with its render; a detached file is not read. */
function foundAt(root: string, { path, state }: LockedFile, render: string): AdoptedFile['found'] {
  if (state === 'detached') return 'detached';
  const text = readText(root, path);
  if (text === undefined) return 'gone';
  return hashOf(text) === hashOf(render) ? 'same' : 'differs';
}

/** Whether the new render is closer to the user's file than the old base, which reduces conflicts later. */
function isNearer(root: string, { path }: LockedFile, render: string, old: string): boolean {
  const text = normalise(readText(root, path) ?? '');
  return distance(text, render) <= distance(text, old);
}

/** Returns the managed files, each with its best base: the recorded one, or else the new render. */
function managedFiles(adoption: Adoption, entries: readonly PlanEntry[]): readonly AdoptedFile[] {
  const { root, stack, locks, older, version } = adoption;
  const print = createPrinter(stack);
  const inputOf = inputsOf(adoption);
  return entries.map((entry) => {
    const known = lockedOf(locks.get(entry.unit), entry);
    const placed = placeOf(entry, known);
    const render = print(entry);
    const old = known && findBase(root, known, () => render);
    const isFurther =
      known !== undefined && old !== undefined && older.has(entry.unit) && isNearer(root, known, render, old);
    const remembered = isFurther ? undefined : old;
    const state = known?.state === 'seed' ? entry.kind : (known?.state ?? entry.kind);
    const home = placed.home === undefined ? {} : { home: placed.home };
    const fresh = { path: placed.output, ...home, base: hashOf(render), state, generator: version };
    const locked = known && remembered !== undefined ? known : { ...fresh, input: inputOf(entry) };
    const found = foundAt(root, locked, render);
    return { entry: placed, key: lockKey(entry), locked, base: remembered ?? render, found };
  });
}

/** Returns migrations at the paths of a new project; other migrations belong to the user and need no record. */
function seeds({ root, stack, resources, locks, version }: Adoption) {
  const planned = newProjectRevisions(stack, resources);
  const print = createPrinter(stack);
  const there = planned.seeds.filter(({ output }) => readText(root, output) !== undefined);
  const files = there.map((entry): AdoptedFile => {
    const key = lockKey(entry);
    const fresh = () =>
      ({
        path: entry.output,
        base: hashOf(print(entry)),
        state: 'seed',
        generator: version,
        input: '',
      }) as const;
    const locked = locks.get(entry.unit)?.files[key] ?? fresh();
    return { entry, key, locked, base: undefined, found: 'same' };
  });
  const units = new Set(there.map(({ unit }) => unit));
  return { files, revisions: new Map([...planned.revisions].filter(([unit]) => units.has(unit))) };
}

/**
 * Computes a project's records from recovered records, git's history, and new renders. Writes nothing.
 */
export function adoptedFiles(adoption: Adoption): {
  readonly files: readonly AdoptedFile[];
  readonly writes: readonly FileWrite[];
} {
  const { root, stack, project, resources, locks, older } = adoption;
  const entries = plan(stack, projectView(project, resources, stack), { what: 'everything' });
  const managed = managedFiles(adoption, entries);
  const { files: migrations, revisions } = seeds(adoption);
  const all = [...managed, ...migrations];
  const specs = new Map<string, unknown>([
    [PROJECT_UNIT, project],
    ...resources.map((each) => [namesOf(each).snake, each] as const),
  ]);
  const written = [...specs].map(([unit, spec]) => {
    const before = locks.get(unit);
    const own = all.filter(({ entry }) => entry.unit === unit).map(({ key, locked }) => [key, locked]);
    const revision = before?.revision ?? revisions.get(unit);
    const lock: Lock = {
      unit,
      ...(revision === undefined ? {} : { revision }),
      tables: before === undefined ? TABLE_FORMAT : (before.tables ?? 0),
      // A lock that is older than the files does not have their applied spec.
      appliedSpec: older.has(unit) ? spec : (before?.appliedSpec ?? spec),
      files: { ...before?.files, ...Object.fromEntries(own) },
    };
    return { path: lockFile(unit), content: formatLock(lock) };
  });
  const lost = managed.filter(({ locked }) => readBase(root, locked.base) === undefined);
  const objects = lost.flatMap(({ locked, base }) =>
    base === undefined ? [] : [{ path: objectFile(locked.base), content: pack(base) }],
  );
  return { files: managed, writes: [...written, ...objects] };
}
