import { array, optional, strictObject, string, type InferOutput, type ObjectEntries } from 'valibot';
import { flag, says, someText, texts } from '../schema.ts';

/** A list of rows of one kind. `name` returns a row's name; a later row replaces an earlier one with the same name. */
const kind = <Entries extends ObjectEntries>(name: string, what: string, entries: Entries) =>
  says(optional(array(strictObject({ name: says(someText, name), ...entries })), []), what);

const why = says(someText, 'The reason, in one sentence.');
const value = says(someText, 'As it is written there.');
const expression = says(someText, 'An expression of Python.');

/** All kinds of rows that profiles and blocks contribute and templates loop over, with the keys of each kind. */
export const rowKinds = {
  access: kind('`read` or `write`.', 'Which policy protects the routes of resources.', {
    policy: says(someText, 'The name of a row of `policies`.'),
  }),
  appParts: kind(
    'A package of `app`; join packages of the same rank with ` : `.',
    'Packages of the application from top to bottom; each may import only those below it.',
    {},
  ),
  ciCheckout: kind('A line of YAML.', 'Inputs of the checkout in the test job of the CI workflow.', {}),
  ciServices: kind('A partial.', 'Services of the test job in the CI workflow, besides the database.', {}),
  ciVariables: kind('A variable.', 'Environment variables of the test job in the CI workflow.', { value }),
  composeVariables: kind('A variable.', 'Environment variables of the application in compose.yaml.', {
    value,
  }),
  configImports: kind('An import.', 'Imports of `app/config.py`.', {}),
  configRules: kind('A partial.', 'Validators of the settings.', {}),
  dependencies: kind('A package.', 'Runtime dependencies.', {
    range: says(someText, 'Version range, e.g. `>=1.2,<2`.'),
    why,
  }),
  devDependencies: kind('A package.', 'Development dependencies.', {
    range: says(someText, 'Version range, e.g. `>=1.2,<2`.'),
    why,
  }),
  exposedHeaders: kind('A header.', 'Response headers that CORS exposes.', {}),
  fixtureImports: kind('An import.', 'Imports of `tests/conftest.py`.', {}),
  forbidden: kind('The name of the contract.', 'Libraries that some packages may not import.', {
    sources: says(texts, 'The packages.'),
    libraries: says(texts, 'The libraries; an empty list drops the contract of this name.'),
  }),
  guides: kind('A partial.', 'Sections of the README.', {}),
  importExceptions: kind('`importer -> imported`.', 'Imports that the order of packages does not allow.', {
    why,
  }),
  layerings: kind('The name of the contract.', 'The order of modules within a package.', {
    layers: says(texts, 'From the top down.'),
  }),
  lifespan: kind(
    'A call that returns a context manager.',
    'Context managers that stay open while the application runs.',
    {},
  ),
  lintExceptions: kind('A path.', 'Ruff rules that are ignored below a path.', {
    rules: says(texts, 'The codes of the rules.'),
    why,
  }),
  logins: kind('A partial.', 'Dependencies of a login, in `app/dependencies.py`.', {
    imports: says(texts, 'What they import.'),
  }),
  mainImports: kind('An import.', 'Imports of `app/main.py`.', {}),
  middleware: kind('A class.', 'Middleware of the application, the innermost first.', {
    lines: says(texts, 'The statement that adds it.'),
  }),
  migrations: kind('The id of a revision.', 'Migrations of tables that belong to no resource, in order.', {
    tables: says(texts, 'The tables that it creates.'),
  }),
  models: kind('A class.', 'Models of the profile or block.', {
    module: says(someText, 'Its module in `app/models`.'),
    table: optional(says(someText, 'Its table, if tests have to know it.')),
  }),
  ownTasks: kind('A function.', 'Tasks that belong to no resource.', {
    module: says(someText, 'Its module in `app/jobs/tasks`.'),
  }),
  periodic: kind('A function.', 'Functions that run periodically.', {
    module: says(someText, 'Its module.'),
    setting: says(someText, 'The setting with the interval.'),
  }),
  policies: kind('A dependency.', 'Dependencies that decide whether a client may call a route.', {
    module: optional(says(someText, 'The module of its errors.')),
    errors: optional(says(texts, 'The errors that it raises.')),
  }),
  protected: kind('The name of the contract.', 'Packages that only some may import.', {
    module: says(someText, 'The package.'),
    importers: says(texts, 'The packages that may import it.'),
  }),
  renamed: kind('The old id of a template.', 'Templates whose path changed in this version.', {
    to: says(someText, 'The new id.'),
  }),
  resources: kind(
    'A resource.',
    'Resources whose files the profile or block contains; other resources can refer to them.',
    {
      fields: says(someText, 'In the resource language.'),
      kept: optional(says(flag, 'Its rows cannot be deleted over HTTP.')),
    },
  ),
  routerTests: kind('A partial.', 'Tests of every router of a resource.', {}),
  routers: kind('A module.', 'Routers of the application, after those of resources.', {
    singular: optional(says(someText, 'Its name where router modules have the names of single resources.')),
  }),
  serverOptions: kind('An option of uvicorn.', 'Options of the server in the container.', { value }),
  services: kind('A partial.', 'Services of compose.yaml.', {
    volume: optional(says(someText, 'The named volume that it keeps its data in.')),
  }),
  settings: kind('A setting.', 'Settings of the application.', {
    field: says(someText, 'The rest of its line in `app/config.py`.'),
    value: says(string(), 'Its value in `.env.example`.'),
    meaning: says(someText, 'Its description in the documentation.'),
    local: optional(
      says(
        flag,
        'Its value is the default in development only; without `deployed` it has another one elsewhere.',
      ),
    ),
    deployed: optional(says(string(), 'Its value in a deployment; empty if it has to be set there.')),
    test: optional(says(someText, 'Its value in tests, as a Python expression.')),
    secret: optional(says(flag, 'Generated at random for each project.')),
  }),
  state: kind('An attribute.', 'Attributes of `app.state`.', { value: expression }),
  testSettingsImports: kind('An import.', 'Imports of `tests/settings.py`.', {}),
  testState: kind('An attribute.', 'Attributes of `app.state` in tests.', { value: expression }),
  unranked: kind(
    'A package.',
    'Packages that are left out of the order, because their modules have different ranks.',
    { why },
  ),
  weakSettings: kind(
    'A sentence: what is weak, and what to set.',
    'Values of settings that are refused outside development, when the application starts.',
    {
      when: says(someText, 'A Python expression of the settings, true for a weak value.'),
      setting: says(someText, 'The setting.'),
      value: says(string(), 'A weak value, for the test.'),
    },
  ),
  untyped: kind('A module.', 'Modules of libraries that have no types.', { why }),
};

export const rowsSchema = strictObject(rowKinds);

/** The rows of a stack by kind, with all kinds present. */
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
