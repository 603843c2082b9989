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

/** All that a project's memory is made of. */
export interface Adoption {
  readonly root: string;
  readonly stack: Stack;
  readonly project: ProjectSpec;
  /** By snake name. */
  readonly resources: readonly ResourceSpec[];
  /** What is left of the locks. */
  readonly locks: ReadonlyMap<string, Lock>;
  /** Units whose lock may be older than their files. */
  readonly older: ReadonlySet<string>;
  readonly version: string;
}

/** One file, and what is to be remembered of it. */
export interface AdoptedFile {
  readonly entry: PlanEntry;
  readonly key: string;
  readonly locked: LockedFile;
  /** The last pristine render; undefined where that is written once. */
  readonly base: string | undefined;
  readonly found: 'same' | 'differs' | 'gone' | 'detached';
}

/** What the disk has, beside what would be generated; a detached file is not read. */
function foundAt(root: string, { path, state }: LockedFile, render: string): AdoptedFile['found'] {
  if (state === 'detached') return 'detached';
  const text = readText(root, path);
  if (text === undefined) return 'gone';
  return hashOf(text) === hashOf(render) ? 'same' : 'differs';
}

/** Of two bases the one that is nearer to the user's text asks less, and none of them loses a line. */
function isNearer(root: string, { path }: LockedFile, render: string, old: string): boolean {
  const text = normalise(readText(root, path) ?? '');
  return distance(text, render) <= distance(text, old);
}

/** The files that are compared, each with the best base there is: the remembered one, or else what is generated now. */
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

/** Migrations that are where a new project would have them; the others are their user's, and need not be known. */
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
 * Works out what is to be remembered of a project, from what is left of its memory, what git knows, and what would be
 * generated now. Reads, and writes nothing.
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
      // What is older than the files says nothing of what they are in line with.
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
