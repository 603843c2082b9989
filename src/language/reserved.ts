/** Reserved words, grouped by the reason that the error prints. */
export interface ReservedGroup {
  readonly reason: string;
  readonly words: ReadonlySet<string>;
}

function group(reason: string, words: string): ReservedGroup {
  return { reason, words: new Set(words.split(' ')) };
}

// The soft keywords `match`, `case` and `type` are valid names in generated code (tested).
const keywords = group(
  'is a Python keyword',
  'and as assert async await break class continue def del elif else except false finally for from global if import in is lambda none ' +
    'nonlocal not or pass raise return true try while with yield',
);

const devices = group('is a device name in Windows', 'aux com1 com2 com3 com4 con lpt1 lpt2 lpt3 nul prn');

// Tested one by one with pydantic 2.14 and SQLAlchemy 2.1 with warnings as errors. Other words work; SQLAlchemy quotes
// SQL keywords.
const fieldGroups: readonly ReservedGroup[] = [
  keywords,
  group('is a column of every resource', 'id created_at updated_at'),
  group(
    'would shadow a name that generated classes use',
    'bool bytes classmethod dict dt enum_column field_validator float frozenset int list mapped_column model_validator object places property relationship set ' +
      'staticmethod str tuple utc_now uuid4',
  ),
  group('has a meaning in SQLAlchemy models', 'metadata registry self'),
  group(
    'is an attribute of every Pydantic model',
    'construct copy dict from_orm json model_computed_fields model_config model_construct model_copy model_extra model_fields ' +
      'model_fields_set model_json_schema model_parametrized_name model_post_init model_rebuild mro parse_file parse_obj parse_raw schema ' +
      'schema_json update_forward_refs validate',
  ),
  group('is a system column of PostgreSQL', 'cmax cmin ctid tableoid xmax xmin'),
];
// Pydantic reserves these prefixes too, e.g. `model_dump_count`.
const protectedPrefix = /^model_(dump|validate)/;

// Compared with the resource's name in snake case, which names modules and local variables.
const resourceGroups: readonly ReservedGroup[] = [
  keywords,
  devices,
  group(
    'is a module of every project',
    'base checks conftest counter health integrity page problem rules slugs types unit_of_work',
  ),
  group(
    'is a variable or a function of generated services and endpoints',
    'db db_session delete_row get_or_404 insert_row paginate payload rows self tools update_row values',
  ),
  group(
    'is a class that generated modules import or define',
    'annotated any api_router async_client async_iterator async_session base_repository big_integer class_var column conflict_error decimal depends derived_slug domain_error ' +
      'fake_unit_of_work filters forbidden_error foreign_key json_document loads mapped not_found_error numeric page_query query reference_set ' +
      'repository service_harness session_dep sorts string table text unauthenticated_error unknown_reference_error utc_date_time uuid validation_error',
  ),
  group(
    'is a built-in exception of Python',
    'base_exception exception integrity_error key_error lookup_error type_error value_error',
  ),
];

/** https://www.postgresql.org/docs/current/catalogs.html; other names with this prefix are free. */
const POSTGRESQL =
  /^pg_((stat|statio|ts|prepared|timezone|replication|publication|user|foreign|available)_\w+|aggregate|am|attribute|authid|cast|class|collation|config|constraint|conversion|cursors|database|depend|description|enum|extension|group|index|indexes|inherits|language|locks|matviews|namespace|opclass|operator|policies|policy|proc|publication|range|rewrite|roles|rules|seclabels?|sequences?|settings|shadow|statistic|stats|subscription|tables|tablespace|transform|trigger|type|user|views)$/;

// Compared with the plural in snake case, which names tables, router modules and URL paths.
const pluralGroups: readonly ReservedGroup[] = [
  keywords,
  devices,
  group('is the table of the Alembic revision', 'alembic_version'),
  group('is a URL path or a module of every project', 'base docs health metrics openapi page problem redoc'),
  group('is a parameter of generated services', 'self unit_of_work'),
];

const projectGroups: readonly ReservedGroup[] = [
  group('is the name of a folder in every project', 'alembic app docs scripts templates test tests'),
  devices,
  group(
    'is a package that the project depends on',
    // All packages that are installed with it, on any platform; the proof of `base` compares this list with uv.lock.
    'aiosmtplib aiosqlite alembic amqp annotated-doc annotated-types anyio argon2-cffi argon2-cffi-bindings ast-serialize ' +
      'async-timeout asyncpg billiard celery cffi cfgv click click-didyoumean click-plugins click-repl colorama coverage ' +
      'cryptography deprecated distlib dnspython email-validator fakeredis fastapi fastapi-architect feedparser ' +
      'feedparser-sgmllib filelock greenlet grimp h11 hatchling httpcore2 httptools httpx2 httpx2-jsfetch identify idna ' +
      'import-linter iniconfig kombu librt limits mako markdown-it-py markupsafe mdurl mypy mypy-extensions nodeenv ' +
      'opentelemetry-api packaging pathspec platformdirs pluggy pre-commit prometheus-client prompt-toolkit pwdlib pycparser ' +
      'pydantic pydantic-core pydantic-settings pygments pyjwt pytest pytest-asyncio pytest-cov python python-dateutil ' +
      'python-discovery python-dotenv python-multipart python-slugify pyyaml redis rich ruff six sortedcontainers sqlalchemy ' +
      'stamina standardwebhooks starlette structlog tenacity text-unidecode truststore typing-extensions typing-inspection ' +
      'tzdata tzlocal uv uvicorn uvloop vine virtualenv watchfiles wcwidth websockets wrapt',
  ),
  group(
    'is a module of the Python standard library',
    'abc argparse array ast asyncio base64 builtins calendar cmd code codecs collections concurrent configparser contextlib copy csv ctypes ' +
      'dataclasses datetime decimal difflib dis email encodings enum errno filecmp fractions functools gc getpass gettext glob graphlib gzip ' +
      'hashlib heapq hmac html http importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox math ' +
      'mimetypes multiprocessing numbers operator os pathlib pickle pkgutil platform posix pprint profile queue random re readline resource ' +
      'runpy sched secrets select selectors shelve shutil signal site socket socketserver sqlite3 ssl stat statistics string struct ' +
      'subprocess symtable sys sysconfig tarfile tempfile textwrap threading time timeit tkinter token tokenize tomllib trace traceback types ' +
      'typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg xml zipapp zipfile zipimport zlib zoneinfo',
  ),
];

/** Returns why a field's name is reserved, or undefined. */
export function fieldNameFault(name: string): string | undefined {
  return protectedPrefix.test(name)
    ? 'has a prefix that Pydantic reserves for methods of models'
    : reasonIn(fieldGroups, name);
}

/** Returns why a resource's name (in snake case) is reserved, or undefined. */
export function resourceNameFault(snake: string): string | undefined {
  return /^test(_|$)/.test(snake)
    ? 'would make pytest collect its modules as tests'
    : reasonIn(resourceGroups, snake);
}

/** Returns why a resource's plural (in snake case) is reserved, or undefined. */
export function pluralFault(plural: string): string | undefined {
  if (POSTGRESQL.test(plural)) return 'is a system table of PostgreSQL';
  return plural.startsWith('sqlite_')
    ? 'has a prefix that SQLite reserves for its own tables'
    : reasonIn(pluralGroups, plural);
}

/** Returns why a project's name is reserved, or undefined. */
export function projectNameFault(name: string): string | undefined {
  return reasonIn(projectGroups, name);
}

function reasonIn(groups: readonly ReservedGroup[], word: string): string | undefined {
  return groups.find(({ words }) => words.has(word))?.reason;
}
