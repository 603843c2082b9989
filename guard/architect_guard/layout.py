"""The layout of the project, from `[tool.fastapi-architect]` in its pyproject.toml.

It is read once, for the project that contains the current folder.
"""

from pathlib import Path

from architect_guard.configuration import Table, find_root, read_table

ROOT = find_root(Path.cwd())
_table = Table(read_table(ROOT))

# Built-in rules that the project does not follow.
WITHOUT = frozenset(_table.names("without", []))

# The folder of the business logic, which handlers must not contain.
DECIDES = _table.text("decides")

# The package of the queries, and whether it also contains business logic.
REPOSITORIES = _table.text("repositories")
REPOSITORIES_DECIDE = _table.flag("repositories-decide")

# Packages that may run and build statements.
STATEMENTS = _table.names("statements")

# Packages that may commit on a session or through the unit of work, and those that never may.
COMMITS = frozenset(_table.names("commits"))
ENDS_WORK = frozenset(_table.names("ends-work"))
NEVER_COMMITS = frozenset(_table.names("never-commits"))

# The packages of the handlers, and of the code they call.
HTTP = _table.names("http")
SERVING = _table.names("serving")
# Whether a handler may pass its session to a repository.
HTTP_PASSES_SESSIONS = _table.flag("http-passes-sessions")

# The module that reads the environment, and the entry points that create the settings.
CONFIG = _table.text("config")
STARTS = frozenset(_table.names("starts"))

# The module of the dependencies, which connects the layers.
WIRING = _table.text("wiring")

# The base classes of schemas, and the page type of lists.
REQUEST_SCHEMA = _table.text("request-schema")
UPDATE_SCHEMA = _table.text("update-schema")
RESPONSE_SCHEMA = _table.text("response-schema")
PAGE_SCHEMA = _table.text("page-schema")

# Whether handlers are coroutines.
ASYNC_HANDLERS = _table.flag("async-handlers")

# The packages in which a provider's URL may be a constant.
PROVIDERS = _table.names("providers")

# The packages that may call external services.
CLIENTS = frozenset(_table.names("clients"))

# What requests of app/clients/ must pass through: retries, circuit breaker, timeout.
GUARDS = frozenset(_table.names("guards"))

# The application that the server runs: `app.main:app`.
APPLICATION = _table.text("application")
# The module of the access policies, and the error of a path that does not exist.
POLICIES = _table.text("policies")
NOT_FOUND = _table.text("not-found")
