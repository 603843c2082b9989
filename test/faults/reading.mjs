// Faults that are found by reading a project, or by importing it.

const shared = 'templates/shared/project';
const services = 'templates/blocks/services';

/** @type {readonly import('./table.mjs').Fault[]} */
export const readingFaults = [
  {
    file: `${shared}/app/schemas/page.py`,
    find: 'from ',
    put: 'import os\nfrom ',
    task: 'base layered sqlite',
    check: 'ruff check',
  },
  {
    file: `${services}/layers/router/app/routers/_resources_.py.ejs`,
    find: 'return await service.page(query)',
    put: 'return await service.page( query )',
    task: 'relations layered sqlite',
    check: 'ruff format',
  },
  {
    file: `${services}/layers/service/app/services/_resource_.py.ejs`,
    find: 'Page.of(rows, total, query)',
    put: 'Page.of(rows, str(total), query)',
    task: 'evolve layered sqlite',
    check: 'mypy --strict',
  },
  {
    file: `${services}/layers/service/app/services/_resource_.py.ejs`,
    find: '  from uuid import UUID\n',
    put: '  from uuid import UUID\n  from fastapi import status\n',
    task: 'relations layered sqlite',
    check: 'lint-imports',
  },
  {
    file: 'src/view/settings.ts',
    find: "ownSettings(spec, rows, '')",
    put: 'ownSettings(spec, rows, COMPOSE_LOGIN)',
    task: 'answers api-v1',
    check: 'architecture tests',
  },
  {
    file: `${services}/project/app/repositories/base.py`,
    find: '            .limit(query.size)\n',
    put: '',
    task: 'base layered sqlite',
    check: 'architecture tests',
  },
  {
    file: `${shared}/scripts/export_openapi.py`,
    find: 'document = create_app(settings).openapi()\n',
    put: 'document = create_app(settings).openapi() | {"x-run": id(settings)}\n',
    task: 'evolve layered sqlite',
    check: 'openapi.json is current',
  },
  {
    file: `${shared}/tests/test_openapi.py`,
    find: 'assert on_disk == current',
    put: 'assert on_disk or current',
    task: 'base layered sqlite',
    check: 'a stale openapi.json is noticed',
  },
  {
    file: `${shared}/app/utils/openapi.py`,
    find: 'schemas |= problem_schemas()',
    put: 'problem_schemas()',
    task: 'draw layered sqlite',
    check: 'typed client',
  },
  {
    file: `${shared}/_dot_semgrep/security.yml`,
    find: 'httpx2.$CALL(..., verify=False, ...)',
    put: 'httpx2.$CALL(..., verify=None, ...)',
    task: 'relations layered sqlite',
    check: 'semgrep',
  },
  {
    file: `${shared}/app/main.py.ejs`,
    find: '    configure_logging(settings)\n',
    put: '    configure_logging(settings)  # <%- project.resources.length %>\n',
    task: 'evolve layered postgresql',
    check: 'the rest is the same as without resources',
  },
  {
    file: `${shared}/compose.yaml.ejs`,
    find: '      POSTGRES_PASSWORD: postgres\n',
    put: '      POSTGRES_PASSWORD: postgres # <%- project.resources.length %>\n',
    task: 'answers api-v1',
    check: 'the rest is the same as without resources',
  },
  {
    file: 'guard/architect_guard/route_rules/lists_are_bounded.py',
    find: 'if not is_bounded(shape)',
    put: 'if not is_bounded(shape) and name != "limit"',
    task: 'relations layered sqlite',
    check: 'routes are guarded',
  },
  {
    file: 'guard/architect_guard/blocking.py',
    find: 'subprocess.run time.sleep',
    put: 'subprocess.run time.slept',
    task: 'rules layered',
    check: 'no-blocking-calls/',
  },
];
