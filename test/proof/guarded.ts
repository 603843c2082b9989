import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProfiles } from '../../src/overlay/manifest.ts';
import { placer } from '../../src/overlay/place.ts';
import { checkout } from './machine.ts';
import { run } from './run.ts';
import type { Subject } from './checks.ts';

const cases = join(checkout, 'test', 'route-mutations');

/** What the tests of a project say of a rule, by the name that our cases have for it. */
const rules = {
  policy: ['a route says who may call it', 'a policy is what it says'],
  model: ['an answer has a model'],
  errors: ['a route declares its errors, as problems'],
  lists: ['a list has an upper bound'],
  names: ['an operation is called what its function is, once'],
  slash: ['a path ends without a slash'],
  async: ['a handler is asynchronous'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

interface Case {
  readonly rule: keyof typeof rules;
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
UNCHECKED["/legal/policy/a-folder-that-says-why"] = "files that everybody may read"
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
  const places = readProfiles(join(checkout, 'templates')).find(({ id }) => id === profile)?.places ?? {};
  const placed = placer(places);
  const folder = join(copy, 'app', 'mutations');
  mkdirSync(folder);
  const files = readdirSync(cases).filter((file) => file.endsWith('.py'));
  for (const file of files) {
    const text = readFileSync(join(cases, file), 'utf8');
    writeFileSync(join(folder, file), placed.text(`app/mutations/${file}`, text));
  }
  const modules = files.map((file) => file.replace('.py', '')).join(', ');
  const calls = `    from app.mutations import ${modules}\n    cases.mutate(app)\n    return app\n`;
  edit(join(copy, 'app', 'main.py'), (text) => text.replace('    return app\n', calls));
  const policies = join(copy, 'tests', 'architecture', 'policies.py');
  edit(policies, (text) => text + ownPolicies);
}

/** What was reported, by the path of the route: the first line of each complaint names it and its rule. */
function complaintsIn(output: string): readonly { readonly at: string; readonly rule: string }[] {
  const heads = output.matchAll(/^\S+\.py:\d+: [A-Z,]+ (\S+) \(.+?\): (.+)$/gm);
  return [...heads].map(([, at = '', rule = '']) => ({ at, rule }));
}

/** Adds every case to a copy of a project, and lets the project's own tests judge them. Raises Error when they could not. */
export async function judgeRoutes(subject: Subject, copy: string, profile: string): Promise<Outcome> {
  withCases(subject.root, copy, profile);
  const files = readdirSync(join(copy, 'tests', 'architecture')).filter((file) =>
    file.startsWith('test_route'),
  );
  const args = ['-m', 'pytest', '-q', '--no-cov', ...files.map((file) => `tests/architecture/${file}`)];
  const env = { ...subject.env, PYTHONPATH: copy };
  const { code, output } = await run(subject.python, args, { cwd: copy, env });
  if (code !== 1) throw new Error(`the tests of routes ended with ${code}\n${output.slice(-4000)}`);
  const tried = JSON.parse(readFileSync(join(copy, 'tried.json'), 'utf8')) as readonly Case[];
  const complaints = complaintsIn(output);
  const said = ({ path }: Case): readonly string[] =>
    complaints.filter(({ at }) => at === path || at.startsWith(`${path}/`)).map(({ rule }) => rule);
  const isCaught = (each: Case): boolean =>
    said(each).some((rule) => (rules[each.rule] as readonly string[]).includes(rule));
  const isAlarm = (each: Case): boolean => each.legal && said(each).length > 0;
  const rows = Object.entries(rules).map(([rule, [name]]) => {
    const own = tried.filter((each) => each.rule === rule);
    const broken = own.filter(({ legal }) => !legal);
    return {
      rule: name,
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
