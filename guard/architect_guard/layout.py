"""The layout of the project, as `[tool.fastapi-architect]` in its pyproject.toml has it.

It is read once: a process checks one project, the one that the current folder is in.
"""

from pathlib import Path

from architect_guard.configuration import Table, find_root, read_table

ROOT = find_root(Path.cwd())
_table = Table(read_table(ROOT))

# The folder of the business rules, which a handler must not contain.
DECIDES = _table.text("decides")

# The package of the queries, and whether it contains business rules too.
REPOSITORIES = _table.text("repositories")
REPOSITORIES_DECIDE = _table.flag("repositories-decide")

# Packages that commit: on a session, and through the unit of work. The last ones never do.
COMMITS = frozenset(_table.names("commits"))
ENDS_WORK = frozenset(_table.names("ends-work"))
NEVER_COMMITS = frozenset(_table.names("never-commits"))

# The packages of the handlers, and of the code that they call.
HTTP = _table.names("http")
SERVING = _table.names("serving")
# Whether a handler may pass its session to a repository.
HTTP_PASSES_SESSIONS = _table.flag("http-passes-sessions")

# The module that reads the environment, and the entry points that create the settings.
CONFIG = _table.text("config")
STARTS = frozenset(_table.names("starts"))

# The module of the dependencies, which connects the layers.
WIRING = _table.text("wiring")

# The base classes of schemas, and the page of a list.
REQUEST_SCHEMA = _table.text("request-schema")
UPDATE_SCHEMA = _table.text("update-schema")
RESPONSE_SCHEMA = _table.text("response-schema")
PAGE_SCHEMA = _table.text("page-schema")

# Whether handlers are coroutines.
ASYNC_HANDLERS = _table.flag("async-handlers")

# The packages in which the only URL of a provider may be a constant.
PROVIDERS = _table.names("providers")

# The packages that call other servers.
CLIENTS = frozenset(_table.names("clients"))

# What requests of app/clients/ must pass through: retries, circuit breaker, timeout.
GUARDS = frozenset(_table.names("guards"))

# The application that the server serves: `app.main:app`.
APPLICATION = _table.text("application")
# The module that says who may call which route, and the error of a path that leads to nothing.
POLICIES = _table.text("policies")
NOT_FOUND = _table.text("not-found")
