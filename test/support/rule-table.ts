import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readProfile, readProfiles } from '../../src/overlay/manifest.ts';
import { routeRules, sourceRules, type ArchitectureRule } from '../../src/overlay/rules.ts';
import { mutationsFor } from './mutations.ts';
import { templates } from './render.ts';

const page = join(import.meta.dirname, '..', '..', 'docs', 'architecture-rules.md');
const routeResults = join(import.meta.dirname, '..', 'route-mutations', 'results');
const [START, END] = ['<!-- rules -->', '<!-- /rules -->'];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

interface RouteRow {
  readonly rule: string;
  readonly tried: number;
  readonly caught: number;
  readonly legal: number;
  readonly falseAlarms: number;
}

/** What the proof of the routes has counted, in a project of the profile as it comes. */
function routeRows(profile: string, auth: string): readonly RouteRow[] {
  const file = join(routeResults, `${profile}-${auth}.json`);
  // A profile that is new has not been proved yet.
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly RouteRow[] }).rows;
}

const saidBy = (rules: readonly ArchitectureRule[]) => new Map(rules.map(({ name, says }) => [name, says]));

/** What is known of each profile: its rules, and how many edits there are for each. */
function columns() {
  return readProfiles(templates).map(({ id, auths }) => {
    const profile = readProfile(templates, id);
    const rules = saidBy(sourceRules());
    const routes = routeRows(id, auths[0] ?? '');
    const mutations = mutationsFor(profile);
    const tried = (rule: string): number => mutations.filter((each) => each.rule === rule).length;
    return { id, rules, tried, routes };
  });
}

/** Rule × profile: how many edits break the rule, each of which the proof has to see caught or it is red. */
function table(): string {
  const found = columns();
  const rules = new Map(found.flatMap(({ rules: own }) => [...own]));
  const cell = (rule: string) => (column: (typeof found)[number]) => {
    const tried = column.tried(rule);
    return column.rules.has(rule) ? `${tried} of ${tried}` : '–';
  };
  const lines = [...rules].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    row(['rule', 'says', ...found.map(({ id }) => `\`${id}\``)]),
    row(['---', '---', ...found.map(() => '--:')]),
    ...lines.map(([name, says]) => row([`\`${name}\``, says, ...found.map(cell(name))])),
    row(['false alarms', 'of as many legal files', ...found.map(({ tried }) => `0 of ${tried('legal')}`)]),
  ].join('\n');
}

/** The rules about routes × profile, as counted: how many routes that break one were caught, and how many right ones refused. */
function routeTable(): string {
  const found = columns();
  const rules = saidBy(routeRules());
  const cell = (name: string) => (column: (typeof found)[number]) => {
    const counted = column.routes.find(({ rule }) => rule === name);
    return counted
      ? `${counted.caught} of ${counted.tried}, ${counted.falseAlarms} of ${counted.legal}`
      : '–';
  };
  return [
    row(['of the running application: caught, false alarms', 'says', ...found.map(({ id }) => `\`${id}\``)]),
    row(['---', '---', ...found.map(() => '--:')]),
    ...[...rules].map(([name, says]) => row([`\`${name}\``, says, ...found.map(cell(name))])),
  ].join('\n');
}

/** The page as it has to be. */
export async function rulesPage(): Promise<string> {
  const document = readFileSync(page, 'utf8');
  const [from, to] = [document.indexOf(START), document.indexOf(END)];
  if (from === -1 || to === -1) throw new Error(`${page} has no place ${START} … ${END}`);
  const text = `${document.slice(0, from + START.length)}\n\n${table()}\n\n${routeTable()}\n\n${document.slice(to)}`;
  return format(text, { ...(await resolveConfig(page)), filepath: page });
}

export async function writeRulesPage(): Promise<void> {
  writeFileSync(page, await rulesPage());
}

/** The page as it is. */
export const writtenRulesPage = (): string => readFileSync(page, 'utf8');
