import type { Row, Rows } from '../overlay/rows.ts';
import { pythonString } from '../python/literal.ts';
import type { ProjectSpec } from '../language/project.ts';
import type { ProjectView } from './views.ts';

/** Default database URL for development, by the chosen database. */
const DATABASE_URLS: Readonly<Record<string, (name: string, login: string) => string>> = {
  sqlite: (name) => `sqlite+aiosqlite:///./${name}.db`,
  postgresql: (name, login) => `postgresql+asyncpg://${login}localhost:5432/${name}`,
};

/** The login of the database in compose.yaml. It stands in `.env.example`; code has no credentials, not even these. */
const COMPOSE_LOGIN = 'postgres:postgres@';

/** The rows of settings, with the project's database URL, which depends on the project. */
function ownSettings({ name, database }: ProjectSpec, rows: Rows, login: string): readonly Row<'settings'>[] {
  const url = DATABASE_URLS[database]?.(name.replaceAll('-', '_'), login) ?? '';
  return rows.settings.map((row) =>
    Object.assign({}, row, { value: row.value.replace('{database_url}', url) }),
  );
}

/** A setting's default for development, as Python; secrets are random at each start. */
function localDefault({ secret, value }: Row<'settings'>): string {
  return secret ? 'secrets.token_urlsafe(32)' : pythonString(value);
}

/** Whether a deployment must set it. Other settings have a default there, which a copy of `.env.example` must not replace. */
const isRequired = ({ deployed }: Row<'settings'>): boolean => deployed !== undefined;

const variable = ({ name, value }: Row<'settings'>): string => `${name.toUpperCase()}=${value}`;

/** Builds the views of settings: all, those with a default in development only, and those that tests set. */
export function settingsViews(
  spec: ProjectSpec,
  rows: Rows,
): Pick<ProjectView, 'settings' | 'localSettings' | 'requiredSettings' | 'testSettings'> {
  const settings = ownSettings(spec, rows, COMPOSE_LOGIN);
  const localSettings = ownSettings(spec, rows, '')
    .filter(({ local }) => local)
    .map((row) => Object.assign({}, row, { source: localDefault(row) }));
  return {
    settings: settings.map((row) =>
      Object.assign({}, row, {
        variable: isRequired(row) || row.local !== true ? variable(row) : `# ${variable(row)}`,
      }),
    ),
    localSettings,
    requiredSettings: localSettings.filter(isRequired),
    testSettings: settings
      .filter(({ test }) => test !== undefined)
      .map(({ name, test }) => `${name}=${test}`),
  };
}
