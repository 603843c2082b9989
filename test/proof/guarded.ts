import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProfiles } from '../../src/overlay/manifest.ts';
import { placer } from '../../src/overlay/place.ts';
import { routeRules } from '../../src/overlay/rules.ts';
import type { Review } from '../../src/review/review.ts';
import type { Subject } from './checks.ts';
import { checkout } from './machine.ts';
import { pytest } from './pytest.ts';
import { run } from './run.ts';

const cases = join(checkout, 'test', 'route-mutations');
const templates = join(checkout, 'templates');
const bin = join(checkout, 'dist', 'bin', 'fastapi-architect.js');

interface Case {
  readonly rule: string;
  readonly legal: boolean;
  readonly path: string;
}

/** A row of what docs/architecture-rules.md publishes. */
export interface Row {
  readonly rule: string;
  readonly tried: number;
  readonly caught: number;
  readonly legal: number;
  readonly falseAlarms: number;
}

export interface Outcome {
  readonly rows: readonly Row[];
  /** Paths of what got through, and of what was refused though it is right. */
  readonly missed: readonly string[];
  readonly falseAlarms: readonly string[];
}

/** What a user adds to the policies: a method of an object, and files that everybody may read. */
const ownPolicies = `

class Gate:
    async def enter(self) -> None: ...


GATE = Gate()
POLICIES[GATE.enter] = set()
UNCHECKED["/legal/routes-say-who-may-call-them/a-folder-that-says-why"] = "files that everybody may read"
`;

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${file}: there was nothing to change`);
  writeFileSync(file, after);
}

/** Makes a copy of a project in which everything is said of routes that can be said wrongly, and what is unusual and right. */
function withCases(root: string, copy: string, profile: string): void {
  cpSync(root, copy, { recursive: true });
  const places = readProfiles(templates).find(({ id }) => id === profile)?.places ?? {};
  const placed = placer(places);
  const folder = join(copy, 'app', 'mutations');
  mkdirSync(folder);
  const files = readdirSync(cases).filter((file) => file.endsWith('.py'));
  for (const file of files) {
    const text = readFileSync(join(cases, file), 'utf8');
    writeFileSync(join(folder, file), placed.template(`app/mutations/${file}`, text));
  }
  const modules = files.map((file) => file.replace('.py', '')).join(', ');
  const calls = `    from app.mutations import ${modules}\n    cases.mutate(app)\n    return app\n`;
  edit(join(copy, 'app', 'main.py'), (text) => text.replace('    return app\n', calls));
  const policies = join(copy, 'tests', 'architecture', 'policies.py');
  edit(policies, (text) => text + ownPolicies);
}

/** What `review --routes` of the built command says of a project in the environment of the proof. */
async function reviewRoutes({ python, env }: Subject, root: string): Promise<Review> {
  const variables = { ...env, PYTHON: python, PYTHONPATH: root };
  const args = [bin, 'review', '--routes', '--json'];
  const { code, output } = await run(process.execPath, args, { cwd: root, env: variables });
  if (code !== 0 && code !== 2) throw new Error(`review --routes ended with ${code}\n${output.slice(-4000)}`);
  return (JSON.parse(output) as { readonly review: Review }).review;
}

/** What the rules about routes have found, by the path of the route. */
function complaintsIn(review: Review): readonly { readonly at: string; readonly rule: string }[] {
  return review.findings.flatMap(({ rule, what }) => {
    const at = /^`[A-Z,]+ (\S+)` \(`/.exec(what)?.[1];
    return at === undefined ? [] : [{ at, rule }];
  });
}

/** The project's own tests refuse what `review` has found: one of them fails for each rule. */
async function testsRefuse(subject: Subject, copy: string, rules: readonly string[]): Promise<void> {
  const { output } = await pytest({ ...subject, root: copy }, [
    'tests/architecture/test_architecture.py::test_routes',
  ]);
  const failed = [...output.matchAll(/^FAILED \S+\[([\w-]+)\]/gm)].map(([, rule = '']) => rule);
  if (failed.toSorted().join() !== rules.toSorted().join())
    throw new Error(`pytest refuses by ${failed.join(', ')} only\n${output.slice(-4000)}`);
}

/** Adds every case to a copy of a project, and lets the project's own rules judge them. Raises Error when they could not. */
export async function judgeRoutes(subject: Subject, copy: string, profile: string): Promise<Outcome> {
  const { findings, complaints } = await reviewRoutes(subject, subject.root);
  if (findings.length + complaints.length > 0)
    throw new Error(`review finds something in a project as it comes: ${JSON.stringify(findings)}`);
  withCases(subject.root, copy, profile);
  const found = complaintsIn(await reviewRoutes(subject, copy));
  const tried = JSON.parse(readFileSync(join(copy, 'tried.json'), 'utf8')) as readonly Case[];
  const rules = routeRules().map(({ name }) => name);
  await testsRefuse(subject, copy, rules);
  const said = ({ path }: Case): readonly string[] =>
    found.filter(({ at }) => at === path || at.startsWith(`${path}/`)).map(({ rule }) => rule);
  const isCaught = (each: Case): boolean => said(each).includes(each.rule);
  const isAlarm = (each: Case): boolean => each.legal && said(each).length > 0;
  const rows = rules.map((rule) => {
    const own = tried.filter((each) => each.rule === rule);
    const broken = own.filter(({ legal }) => !legal);
    return {
      rule,
      tried: broken.length,
      caught: broken.filter(isCaught).length,
      legal: own.length - broken.length,
      falseAlarms: own.filter(isAlarm).length,
    };
  });
  const missed = tried.filter((each) => !each.legal && !isCaught(each));
  return {
    rows,
    missed: missed.map(({ path }) => path),
    falseAlarms: tried.filter(isAlarm).map((each) => `${each.path}: ${said(each).join(', ')}`),
  };
}
