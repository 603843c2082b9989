import { questionNames, questionOf, type QuestionName } from '../advice/questions.ts';
import { policyMeanings } from './policies.ts';

/** A command-line flag, the same in both shells. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly short?: string;
  /** Placeholder of the value in the help. */
  readonly value?: string;
  /** Its description in the help. */
  readonly summary: string;
  /** Its description in the help of verbs on which it does something else. */
  readonly summaryOf?: Readonly<Record<string, string>>;
  /** True: the value may be empty. */
  readonly mayBeEmpty?: true;
  /** The allowed values and what they mean; absent: any. */
  readonly values?: Readonly<Record<string, string>>;
}

type QuestionFlag = Flag & { readonly type: 'string' };

/** A flag for each question about the architecture, with its answers. */
const questionFlags = Object.fromEntries(
  questionNames.map((name): readonly [QuestionName, QuestionFlag] => {
    const { answers, summary } = questionOf(name);
    const meanings = Object.entries(answers).map(([value, { text }]) => [value, text] as const);
    return [name, { type: 'string', value: 'ANSWER', values: Object.fromEntries(meanings), summary }];
  }),
) as Record<QuestionName, QuestionFlag>;

/** All flags. Each verb lists the ones that it takes. */
export const flags = {
  profile: { type: 'string', value: 'ID', summary: 'architecture profile of the project' },
  database: { type: 'string', value: 'NAME', summary: 'database of the default URL and of compose.yaml' },
  auth: { type: 'string', value: 'NAME', summary: 'authentication method of the API' },
  directory: { type: 'string', value: 'PATH', summary: 'folder of the project (default: its name)' },
  description: {
    type: 'string',
    value: 'TEXT',
    mayBeEmpty: true,
    summary: 'one sentence for the README and the API',
  },
  resource: {
    type: 'string',
    multiple: true,
    value: '"NAME FIELD…"',
    summary: 'a resource, as in "resource --help"; can be repeated',
  },
  from: { type: 'string', value: 'FILE', summary: 'file with one resource per line' },
  with: {
    type: 'string',
    multiple: true,
    value: 'LAYER',
    summary: 'add an optional layer, e.g. task; can be repeated',
  },
  without: {
    type: 'string',
    multiple: true,
    value: 'LAYER',
    summary: 'remove an optional layer; can be repeated',
  },
  drop: { type: 'string', multiple: true, value: 'FIELD', summary: 'remove a field; can be repeated' },
  rename: {
    type: 'string',
    multiple: true,
    value: 'OLD:NEW',
    summary: 'rename a field and keep its data; can be repeated',
  },
  'rename-to': {
    type: 'string',
    value: 'NAME',
    summary: 'rename the resource and its table, and keep your edits',
  },
  remove: { type: 'boolean', summary: 'remove the resource, its files and its table' },
  'allow-drop': { type: 'boolean', summary: 'allow changes that delete data' },
  'no-example': { type: 'boolean', summary: 'start without an example resource' },
  advise: {
    type: 'boolean',
    summary: 'recommend a profile and a database from the answers below, and record why in docs/adr/',
  },
  ...questionFlags,
  restore: {
    type: 'string',
    multiple: true,
    value: 'PATH',
    summary: 'regenerate a file that you deleted; can be repeated',
  },
  diagram: { type: 'boolean', summary: 'print the resources as an entity diagram in Mermaid' },
  sarif: { type: 'boolean', summary: 'print the findings as SARIF 2.1.0' },
  routes: {
    type: 'boolean',
    summary: 'also import the application and check its routes; needs installed dependencies',
  },
  'own-rules': {
    type: 'boolean',
    summary: "run the project's own rules too, which are code of the repository",
  },
  types: { type: 'boolean', summary: 'also run mypy, whose configuration may run code of the repository' },
  yes: { type: 'boolean', short: 'y', summary: 'do not prompt, use the defaults' },
  'skip-install': {
    type: 'boolean',
    summary: 'do not export openapi.json',
    summaryOf: {
      new: 'do not install the dependencies, and do not export openapi.json',
      undo: 'do not ask the database for its migrations, and do not export openapi.json',
    },
  },
  'skip-git': { type: 'boolean', summary: 'do not create a git repository' },
  'dry-run': { type: 'boolean', summary: 'show which files would change, write nothing' },
  diff: { type: 'boolean', summary: 'show the changes as a diff, write nothing' },
  force: {
    type: 'boolean',
    summary: 'overwrite files in conflict; undo restores them',
    summaryOf: {
      new: 'use a folder that is not empty, and overwrite its files',
      adopt: 'continue without resources whose spec is lost',
    },
  },
  'on-conflict': {
    type: 'string',
    value: 'WAY',
    values: policyMeanings,
    summary: 'what to do if you and the generator changed the same lines (default: ask)',
  },
  json: { type: 'boolean', summary: 'print the result as JSON' },
  help: { type: 'boolean', short: 'h', summary: 'show this help' },
  version: { type: 'boolean', short: 'v', summary: 'show the version' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof flags;

/** The flags that every verb takes. */
export const commonFlags = ['json', 'help', 'version'] as const;

/** The flags of every verb that changes a project. */
export const changingFlags = ['yes', 'skip-install', 'dry-run', 'diff', 'force', 'on-conflict'] as const;

/** The flags of the recommendation. */
export const adviceFlags = ['advise', ...questionNames] as const;

type ValueOf<Of extends Flag> = Of extends { readonly type: 'boolean' }
  ? boolean
  : Of extends { readonly multiple: true }
    ? readonly string[]
    : string | undefined;

/** Values of flags: a boolean, a text or undefined, or a list of texts. */
export type FlagValues<Name extends FlagName> = {
  readonly [Each in Name]: ValueOf<(typeof flags)[Each]>;
};
