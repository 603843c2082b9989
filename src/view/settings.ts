import type { Row, Rows } from '../overlay/manifest.ts';
import { pythonString } from '../python/literal.ts';
import type { ProjectSpec } from '../spec/project.ts';
import type { ProjectView } from './views.ts';

const DATABASE_URLS: Readonly<Record<string, (name: string) => string>> = {
  sqlite: (name) => `sqlite+aiosqlite:///./${name}.db`,
  postgresql: (name) => `postgresql+asyncpg://postgres:postgres@localhost:5432/${name}`,
};

/** What a manifest cannot know of a setting: the project's own database. */
function ownSettings({ name, database }: ProjectSpec, rows: Rows): readonly Row[] {
  const url = DATABASE_URLS[database]?.(name.replaceAll('-', '_')) ?? '';
  return (rows['settings'] ?? []).map((row) =>
    Object.assign({}, row, { value: String(row['value']).replace('{database_url}', url) }),
  );
}

/** What a setting is on a developer's machine, as Python: a secret is another one at each start. */
function localDefault({ secret, value }: Row): string {
  return secret === true ? 'secrets.token_urlsafe(32)' : pythonString(String(value));
}

/** The settings: all of them, those that have a default on a developer's machine only, and what tests set. */
export function settingsViews(
  spec: ProjectSpec,
  rows: Rows,
): Pick<ProjectView, 'settings' | 'localSettings' | 'testSettings'> {
  const settings = ownSettings(spec, rows);
  return {
    settings,
    localSettings: settings
      .filter(({ local }) => local === true)
      .map((row) => Object.assign({}, row, { source: localDefault(row) })),
    testSettings: settings
      .filter(({ test }) => test !== undefined)
      .map(({ name, test }) => `${name}=${String(test)}`),
  };
}
