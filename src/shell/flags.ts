import { policies } from '../run/context.ts';

export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly says: string;
  /** All that may be said. */
  readonly values?: readonly string[];
  /** Verbs it means something for; absent: all. */
  readonly verbs?: readonly string[];
}

/** Every flag of both shells. Yeoman knows no option types, so it never gets to parse them. */
export const flags = {
  profile: {
    type: 'string',
    value: 'ID',
    says: 'the architect that the project follows',
    verbs: ['new', 'adopt'],
  },
  database: {
    type: 'string',
    value: 'NAME',
    says: 'the database that the default URL and compose use',
    verbs: ['new', 'adopt'],
  },
  auth: { type: 'string', value: 'NAME', says: 'how clients log in', verbs: ['new', 'adopt'] },
  directory: {
    type: 'string',
    value: 'PATH',
    says: 'where to put the project (default: its name)',
    verbs: ['new'],
  },
  description: {
    type: 'string',
    value: 'TEXT',
    says: 'one sentence for the README and the API',
    verbs: ['new', 'adopt'],
  },
  resource: {
    type: 'string',
    multiple: true,
    value: '"NAME FIELD…"',
    says: 'a resource; may be repeated',
    verbs: ['new', 'resource', 'adopt'],
  },
  from: {
    type: 'string',
    value: 'FILE',
    says: 'a file with one resource a line',
    verbs: ['new', 'resource', 'adopt'],
  },
  with: {
    type: 'string',
    multiple: true,
    value: 'LAYER',
    says: 'a layer that not every resource has, as task; may be repeated',
    verbs: ['resource'],
  },
  drop: {
    type: 'string',
    multiple: true,
    value: 'FIELD',
    says: 'a field to take away; may be repeated',
    verbs: ['resource'],
  },
  rename: {
    type: 'string',
    multiple: true,
    value: 'OLD:NEW',
    says: 'a field to call something else, with what is in it; may be repeated',
    verbs: ['resource'],
  },
  without: {
    type: 'string',
    multiple: true,
    value: 'LAYER',
    says: 'a layer that was given with --with, and is to go; may be repeated',
    verbs: ['resource'],
  },
  'rename-to': {
    type: 'string',
    value: 'NAME',
    says: 'what the resource is to be called, with its table and your edits',
    verbs: ['resource'],
  },
  remove: {
    type: 'boolean',
    says: 'take the resource away, with its files and its table',
    verbs: ['resource'],
  },
  'allow-drop': {
    type: 'boolean',
    says: 'rows may lose what no migration can keep',
    verbs: ['resource', 'sync'],
  },
  'no-example': { type: 'boolean', says: 'no example resource when none is named', verbs: ['new'] },
  yes: { type: 'boolean', short: 'y', says: 'ask nothing, take the defaults' },
  'skip-install': { type: 'boolean', says: 'do not run uv sync, nor export openapi.json' },
  'skip-git': { type: 'boolean', says: 'do not make a git repository', verbs: ['new'] },
  'dry-run': { type: 'boolean', says: 'show which files would change, write nothing' },
  diff: { type: 'boolean', says: 'show what would change in them, write nothing' },
  force: { type: 'boolean', says: 'use a folder that is not empty; at a conflict keep your file' },
  'on-conflict': {
    type: 'string',
    value: policies.join('|'),
    values: policies,
    says: 'what to do where you and the generator changed the same (default: ask in a terminal, else abort)',
  },
  restore: {
    type: 'string',
    multiple: true,
    value: 'PATH',
    says: 'make a file again that you have deleted; may be repeated',
    verbs: ['upgrade'],
  },
  sarif: { type: 'boolean', says: 'print what was found as SARIF 2.1.0', verbs: ['review'] },
  routes: {
    type: 'boolean',
    says: 'make the application and judge its routes too, for which it has to be installed',
    verbs: ['review'],
  },
  json: { type: 'boolean', says: 'print what was done, or would be, as JSON' },
  help: { type: 'boolean', short: 'h', says: 'show this' },
  version: { type: 'boolean', says: 'show the version' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof flags;

export const flagRows: readonly (readonly [FlagName, Flag])[] = Object.entries(flags) as [FlagName, Flag][];

/** Whether a flag means something for a verb. */
export function fits(flag: Flag, verb: string): boolean {
  return flag.verbs?.includes(verb) ?? true;
}
