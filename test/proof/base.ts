import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stackOf, type Answers } from './answers.ts';
import { ownTemporaryFolder } from './owned.ts';
import { shapes, type Bin, type Shape } from './shapes.ts';

/** What a run of the project or of its tools leaves, and what a person or the install makes: no file of these is rendered. */
const NOT_RENDERED =
  /^(\.fastapi-architect|\.git|\.venv|\.[a-z_]+_cache|\.coverage.*|.*\.db)(\/|$)|(^|\/)__pycache__\/|^(\.env|\.yo-rc\.json|openapi\.json|uv\.lock)$/;

/** The tests that are not below a folder look at the whole application: its routes, its tables, its settings. */
const WHOLE = /^tests\/test_\w+\.py$/;
const ARCHITECTURE = 'tests/architecture/';
const MODULE = /^app\/.*\.py$/;
const TEST = /(^|\/)test_\w+\.py$/;

function filesOf(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !NOT_RENDERED.test(path))
    .toSorted();
}

interface Lock {
  readonly files: Readonly<Record<string, { readonly path: string; readonly state: string }>>;
}

/** The paths of the files that list all resources: those differ from project to project. */
function registriesOf(root: string): ReadonlySet<string> {
  const file = join(root, '.fastapi-architect', 'lock', '_project.json');
  const { files } = JSON.parse(readFileSync(file, 'utf8')) as Lock;
  const registries = Object.values(files).filter(({ state }) => state === 'registry');
  return new Set(registries.map(({ path }) => path));
}

/** How a project compares with one of the same profile and login that has no resources, whose tests are all run elsewhere. */
export interface Comparison {
  /** Paths of rendered files that both have with other bytes, or that only the one without resources has; registries are not among them. */
  readonly different: readonly string[];
  /** Paths of tests that are not the same bytes in the other project, and of those that look at the whole application. */
  readonly ownTests: readonly string[];
  /** How many tests' files are the same bytes there. */
  readonly equalTests: number;
  /** Paths of modules of the application that are the same bytes there. */
  readonly equalModules: readonly string[];
}

/**
 * Generates the project without resources and compares. Its tests ran with the default database, so tests are compared with
 * that; all files are compared with the project of the same answers, so that none is left out because databases differ.
 *
 * @param root the folder of the project
 * @param answers what it was made with
 * @param shape the one without resources
 */
export async function compareWithBase(
  bin: Bin,
  root: string,
  answers: Answers,
  shape: Shape = shapes.base,
): Promise<Comparison> {
  const make = (own: Answers) => shape.make(bin, mkdtempSync(join(ownTemporaryFolder(), 'base-')), own);
  const tested = compare(await make(stackOf(answers)), root);
  if (stackOf(answers).options.database === answers.options.database) return tested;
  return { ...tested, different: compare(await make(answers), root).different };
}

/** Compares the files of a project with those of one that has no resources. */
export function compare(base: string, root: string): Comparison {
  const registries = registriesOf(root);
  const isEqual = (path: string): boolean =>
    existsSync(join(base, path)) &&
    existsSync(join(root, path)) &&
    readFileSync(join(base, path)).equals(readFileSync(join(root, path)));
  const tests = filesOf(root).filter((path) => TEST.test(path) && !path.startsWith(ARCHITECTURE));
  return {
    different: filesOf(base).filter((path) => !registries.has(path) && !isEqual(path)),
    ownTests: tests.filter((path) => WHOLE.test(path) || !isEqual(path)),
    equalTests: tests.filter((path) => !WHOLE.test(path) && isEqual(path)).length,
    equalModules: filesOf(root).filter((path) => MODULE.test(path) && isEqual(path)),
  };
}
