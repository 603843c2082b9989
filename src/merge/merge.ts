import { conflictOf } from './conflict.ts';
import { isData, isList, newFaults } from './gate.ts';
import { isLaidOut, isReformatted, laidOut, lensOf } from './lens.ts';
import { once } from '../lazy.ts';
import { OURS, type Layout } from '../python/ruff.ts';
import { mergeLines, type Conflict, type LineMerge, type Sides } from '../structure/lines.ts';
import { leftOut } from './left-out.ts';
import { isMarked } from './marks.ts';
import { isText } from '../structure/text.ts';

type Way = (sides: Sides) => Promise<LineMerge | undefined>;

let last: { readonly sides: Sides; readonly merged: LineMerge } | undefined;

/** The last result is cached: a file that cannot be merged in our layout is merged by lines again. */
const byLines: Way = async (sides) => {
  if (last?.sides !== sides) last = { sides, merged: mergeLines(sides) };
  return last.merged;
};

/** Modules that load a parser. An import of a module that is loaded already takes 0.1 ms, which counts over 200 files. */
const structure = once(async () => import('../structure/python.ts'));
const finishing = once(async () => import('./finish.ts'));

const byThings: Way = async (sides) => (await structure()).mergePython(sides);

/** Merge strategies, the least invasive first. The first one without a conflict is used. */
function waysOf(path: string): readonly Way[] {
  if (path.endsWith('.py')) return [byLines, byThings];
  const trust = { touching: true, inserted: isList(path) };
  return [byLines, async (sides) => mergeLines(sides, trust)];
}

/** The texts in the user's layout, and a function that completes the merged text. */
interface Prepared {
  readonly sides: Sides;
  readonly finish: (text: string) => Promise<string>;
}

async function prepare(path: string, plain: Sides, settings: readonly Layout[]): Promise<Prepared> {
  if (!path.endsWith('.py')) return { sides: plain, finish: async (text) => text };
  const { finish } = await finishing();
  const { layout, isKept } = lensOf(plain, settings);
  const { base, mine, theirs } = plain;
  // Renders are in our layout already.
  const isOther = layout !== undefined && layout !== OURS;
  const sides = isOther ? { base: laidOut(layout, base), mine, theirs: laidOut(layout, theirs) } : plain;
  return { sides, finish: async (text) => finish(text, sides, isKept ? layout : undefined) };
}

/**
 * Merges a Python file by lines; undefined unless the result is clean and in the generator's layout. Most files are, and the
 * layout of the user's side need not be detected then.
 */
async function mergeOurs(
  path: string,
  sides: Sides,
  settings: readonly Layout[],
): Promise<string | undefined> {
  if (!path.endsWith('.py')) return undefined;
  const merged = settings.every((layout) => layout === OURS) ? await byLines(sides) : undefined;
  if (merged === undefined || !('text' in merged)) return undefined;
  const { finish } = await finishing();
  const text = await finish(merged.text, sides, undefined);
  return isLaidOut(OURS, text) && (await newFaults(path, text, sides)).length === 0 ? text : undefined;
}

/**
 * Merges a new render into a file that the user has edited.
 *
 * @param path decides the strategies and the gate by its extension
 * @param settings reads the layouts that the project's formatters are configured for
 * @returns undefined for a binary file, or while the file has conflict markers
 */
export async function mergeFile(
  path: string,
  plain: Sides,
  settings: () => Promise<readonly Layout[]> = async () => [],
): Promise<LineMerge | undefined> {
  if (!isText(plain.mine) || isMarked(plain.mine)) return undefined;
  const layouts = await settings();
  const ours = await mergeOurs(path, plain, layouts);
  if (ours !== undefined) return { text: ours };
  const { sides, finish } = await prepare(path, plain, layouts);
  const accept = async (text: string): Promise<string | undefined> => {
    const whole = await finish(text);
    return (await newFaults(path, whole, sides)).length === 0 ? whole : undefined;
  };
  let open: Conflict | undefined;
  for (const way of waysOf(path)) {
    const merged = await way(sides);
    if (merged === undefined) continue;
    if ('hunks' in merged) {
      open = merged;
      continue;
    }
    const text = await accept(merged.text);
    if (text !== undefined) return { text };
  }
  // The user's file differs from the base in formatting only, with a layout that `lensOf` did not detect.
  if (path.endsWith('.py') && isReformatted(plain.base, plain.mine)) return { text: sides.theirs };
  if (isData(path) && (await newFaults(path, plain.mine, plain)).length === 0) return { text: plain.mine };
  const kept = open && (await accept(open.print(({ mine }) => mine)));
  const conflict = open ?? conflictOf(sides.mine, sides.theirs, undefined);
  return { ...conflict, ...(kept !== undefined && { kept }), leftOut: leftOut(plain) };
}

/** Merges a file, or returns undefined on a conflict. */
export async function merge(
  path: string,
  sides: Sides,
  settings?: () => Promise<readonly Layout[]>,
): Promise<string | undefined> {
  const merged = await mergeFile(path, sides, settings);
  return merged && 'text' in merged ? merged.text : undefined;
}
