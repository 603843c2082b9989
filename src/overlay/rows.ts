import { array, optional, strictObject, string, type InferOutput, type ObjectEntries } from 'valibot';
import { flag, says, someText, texts } from '../schema.ts';

/** A list of rows of one kind. What their names are, `name` says; a later row of a name replaces the earlier one. */
const kind = <Entries extends ObjectEntries>(name: string, what: string, entries: Entries) =>
  says(optional(array(strictObject({ name: says(someText, name), ...entries })), []), what);

const why = says(someText, 'The reason, in one sentence.');
const value = says(someText, 'As it is written there.');
const expression = says(someText, 'An expression of Python.');

/** THE table of what profiles and blocks contribute, and shared templates loop over: each kind with the keys of its rows. */
export const rowKinds = {
  access: kind('`read` or `write`.', 'Who may read and who may write resources.', {
    policy: says(someText, 'The dependency that decides; one of the `policies`.'),
  }),
  appParts: kind(
    'Packages of `app`; several of the same height with ` : ` between them.',
    'The packages of the application, from the top down: each imports only those below it.',
    {},
  ),
  ciServices: kind('A partial.', 'What runs beside the database in the tests of the workflow.', {}),
  ciVariables: kind('A variable.', 'The environment of the tests of the workflow.', { value }),
  composeVariables: kind('A variable.', 'The environment of the application in compose.yaml.', { value }),
  configImports: kind('An import.', 'Imports of `app/config.py`.', {}),
  configRules: kind('A partial.', 'Validators of the settings.', {}),
  dependencies: kind('A package.', 'What the application is installed with.', {
    range: says(someText, 'Its versions, as `>=1.2,<2`.'),
    why,
  }),
  devDependencies: kind('A package.', 'What developers have installed beside it.', {
    range: says(someText, 'Its versions, as `>=1.2,<2`.'),
    why,
  }),
  exposedHeaders: kind('A header.', 'Response headers that scripts of other origins may read.', {}),
  fixtureImports: kind('An import.', 'Imports of `tests/conftest.py`.', {}),
  forbidden: kind('What the contract is called.', 'Libraries that some packages may not import.', {
    sources: says(texts, 'The packages.'),
    libraries: says(texts, 'The libraries.'),
  }),
  guides: kind('A partial.', 'Sections of the README.', {}),
  importExceptions: kind('`importer -> imported`.', 'Imports that the order of packages does not allow.', {
    why,
  }),
  layerings: kind('What the contract is called.', 'The order of modules within a package.', {
    layers: says(texts, 'From the top down.'),
  }),
  lifespan: kind('A context manager, called.', 'What runs as long as the application does.', {}),
  lintExceptions: kind('A path.', 'Rules of ruff that do not hold below a path.', {
    rules: says(texts, 'Their codes.'),
    why,
  }),
  logins: kind('A partial.', 'Fixtures of clients that are logged in.', {
    imports: says(texts, 'What the fixtures import.'),
  }),
  mainImports: kind('An import.', 'Imports of `app/main.py`.', {}),
  middleware: kind('A class.', 'Middleware of the application, the innermost first.', {
    lines: says(texts, 'The statement that adds it.'),
  }),
  migrations: kind('The id of a revision.', 'Migrations that a project begins with, in their order.', {}),
  models: kind('A class.', 'Models that the profile or the block brings.', {
    module: says(someText, 'Its module in `app/models`.'),
    table: optional(says(someText, 'Its table, where tests have to know it.')),
  }),
  ownTasks: kind('A function.', 'Tasks that belong to no resource.', {
    module: says(someText, 'Its module in `app/jobs/tasks`.'),
  }),
  periodic: kind('A function.', 'What is done again and again.', {
    module: says(someText, 'Its module.'),
    setting: says(someText, 'The setting that says how often.'),
  }),
  policies: kind('A dependency.', 'What a route may ask of its client.', {
    module: optional(says(someText, 'The module of its errors.')),
    errors: optional(says(texts, 'The errors that it raises.')),
  }),
  protected: kind('What the contract is called.', 'Packages that only some may import.', {
    module: says(someText, 'The package.'),
    importers: says(texts, 'Who may.'),
  }),
  renamed: kind('The old id of a template.', 'Templates that have another path in this version.', {
    to: says(someText, 'The new id.'),
  }),
  resources: kind('A resource.', 'Resources that come with files of their own; others may refer to them.', {
    fields: says(someText, 'In the resource language.'),
    kept: optional(says(flag, 'Its rows cannot be deleted over HTTP.')),
  }),
  routerTests: kind('A partial.', 'Tests of every router of a resource.', {}),
  routers: kind('A module.', 'Routers of the application, after those of resources.', {}),
  serverOptions: kind('An option of uvicorn.', 'How the container starts the server.', { value }),
  services: kind('A partial.', 'Services of compose.yaml.', {}),
  settings: kind('A setting.', 'Settings of the application.', {
    field: says(someText, 'The rest of its line in `app/config.py`.'),
    value: says(string(), 'Its value in `.env.example`.'),
    meaning: says(someText, 'What the documents say about it.'),
    local: optional(says(flag, 'It has a default in development only.')),
    deployed: optional(says(string(), 'What a deployment sets instead; nothing: it has to say.')),
    test: optional(says(someText, 'What tests set, as Python.')),
    secret: optional(says(flag, 'It is random, and another one in each project.')),
  }),
  state: kind('An attribute.', 'What the application keeps on `app.state`.', { value: expression }),
  testSettingsImports: kind('An import.', 'Imports of `tests/settings.py`.', {}),
  testState: kind('An attribute.', 'What tests keep on `app.state` instead.', { value: expression }),
  unranked: kind('A package.', 'Packages whose modules stand at several heights.', { why }),
  untyped: kind('A module.', 'Modules of libraries that have no types.', { why }),
};

export const rowsSchema = strictObject(rowKinds);

/** The rows of a stack, by kind: all kinds are there. */
export type Rows = { readonly [Kind in keyof typeof rowKinds]: readonly Readonly<Row<Kind>>[] };

/** A row of a kind. */
export type Row<Kind extends keyof typeof rowKinds = keyof typeof rowKinds> = InferOutput<
  (typeof rowKinds)[Kind]
>[number];

const kinds = Object.keys(rowKinds) as (keyof Rows)[];

/** Rows of one kind keep the order of their first appearance; a later row of the same name replaces the earlier. */
export function mergeRows(stacked: readonly Rows[]): Rows {
  const merged = kinds.map((each) => {
    const named = new Map<string, Row>();
    for (const row of stacked.flatMap((rows): readonly Row[] => rows[each])) named.set(row.name, row);
    return [each, [...named.values()]];
  });
  return Object.fromEntries(merged) as Rows;
}
