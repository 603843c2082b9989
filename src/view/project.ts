import type { Rows } from '../overlay/rows.ts';
import { routeRules, sourceRules } from '../overlay/rules.ts';
import type { Stack } from '../overlay/stack.ts';
import { entityDiagram } from '../derived/diagram.ts';
import type { ProjectSpec } from '../language/project.ts';
import type { ResourceSpec } from '../language/resource.ts';
import type { Profile } from '../overlay/manifest.ts';
import { builtInResources } from './built-in.ts';
import { contractsView } from './contracts.ts';
import { guardOf, policiesOf } from './guard.ts';
import { lazily } from '../lazy.ts';
import { printedRows } from './printed.ts';
import { resourceView } from './resource.ts';
import { settingsViews } from './settings.ts';
import type { ProjectView, ResourceView } from './views.ts';

/** `my-shop` -> "My shop". */
function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const namesIn = (rows: Rows, kind: keyof Rows): readonly string[] => rows[kind].map(({ name }) => name);

function models(resources: readonly ResourceView[], rows: Rows): ProjectView['models'] {
  const modules = [
    ...rows.models.map(({ name, module }) => ({ pascal: name, snake: module })),
    ...resources.map(({ names }) => names),
  ];
  const names = ['Base', ...modules.map(({ pascal }) => pascal)];
  return {
    imports: modules.map(({ snake, pascal }) => `from app.models.${snake} import ${pascal}`),
    names: names.toSorted((a, b) => (a < b ? -1 : 1)).map((name) => `"${name}"`),
  };
}

function routers(
  resources: readonly ResourceView[],
  { routerModules, rows }: Profile,
): ProjectView['routers'] {
  const name = routerModules === 'singular' ? 'snake' : 'plural';
  // Routes are matched in this order; the built-in routers come last.
  const builtIn = rows.routers.map((row) => (routerModules === 'singular' && row.singular) || row.name);
  const modules = [...resources.map(({ names }) => names[name]), ...builtIn];
  return {
    items: modules.map((module) => `${module}.router`),
    imports: modules.length > 0 ? [`from app.routers import ${modules.join(', ')}`] : [],
  };
}

function wiring(resources: readonly ResourceView[]): ProjectView['wiring'] {
  return {
    imports: [
      ...(resources.length > 0 ? ['from app.repositories.unit_of_work import SqlUnitOfWork'] : []),
      ...resources.flatMap(({ service }) => service.repositories),
      ...resources.map(
        ({ names: { snake, pascal } }) => `from app.services.${snake} import ${pascal}Service`,
      ),
    ],
  };
}

/** The dependencies that decide who may read and write. */
function access(rows: Rows): ProjectView['access'] {
  const policy = (name: string) => rows.access.find((row) => row.name === name)?.policy ?? '';
  return { read: policy('read'), write: policy('write') };
}

/** Builds the view of a project. Resources are sorted by name. */
export function projectView(
  spec: ProjectSpec,
  resources: readonly ResourceSpec[],
  stack: Stack,
): ProjectView {
  const { profile } = stack;
  const { id, title, layers, prefix, update, body, pageSize, withoutRules, rows } = profile;
  const everyone = [...builtInResources(rows), ...resources];
  const views = resources
    .map((resource) => resourceView(resource, everyone, profile))
    .toSorted((a, b) => (a.names.snake < b.names.snake ? -1 : 1));
  const policies = access(rows);
  const said = {
    name: spec.name,
    package: spec.name.replaceAll('-', '_'),
    title: titleOf(spec.name),
    description: spec.description,
    database: spec.database,
    usesPostgres: spec.database === 'postgresql',
    profile: { id, title, layers, prefix, update, body, pageSize, withoutRules },
    access: policies,
    guards: { read: guardOf(policies.read, rows), write: guardOf(policies.write, rows) },
    routerTests: namesIn(rows, 'routerTests'),
    ...policiesOf(rows),
    logins: namesIn(rows, 'logins'),
    guides: namesIn(rows, 'guides'),
    loginImports: rows.logins.flatMap(({ imports }) => imports),
    resources: views,
    optional: Object.fromEntries(
      profile.optionalLayers.map((layer) => [layer, views.filter(({ layers: own }) => own.includes(layer))]),
    ),
    mainImports: namesIn(rows, 'mainImports'),
    lifespan: namesIn(rows, 'lifespan'),
    configImports: namesIn(rows, 'configImports'),
    configRules: namesIn(rows, 'configRules'),
    fixtureImports: namesIn(rows, 'fixtureImports'),
    testSettingsImports: namesIn(rows, 'testSettingsImports'),
    exposedHeaders: namesIn(rows, 'exposedHeaders').map((name) => `"${name}"`),
    contracts: contractsView(rows),
    services: namesIn(rows, 'services'),
    volumes: rows.services.flatMap(({ volume }) => volume ?? []),
    serverOptions: rows.serverOptions.flatMap(({ name, value }) => [`"${name}"`, `"${value}"`]),
    ciCheckout: namesIn(rows, 'ciCheckout'),
    ciServices: namesIn(rows, 'ciServices'),
    ...settingsViews(spec, rows),
    ...printedRows(rows),
    dependencies: rows.dependencies.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
  return lazily(said, {
    diagram: () => entityDiagram(resources),
    models: () => models(views, rows),
    routers: () => routers(views, profile),
    wiring: () => wiring(views),
    rules: () => sourceRules().filter(({ name }) => !withoutRules.includes(name)),
    routeRules,
  });
}
