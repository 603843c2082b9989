"""The layout of this project, as the architecture rules need it."""

# The folder of the business rules, which a handler must not contain.
DECIDES = "app/services/"

# The package of the queries.
REPOSITORIES = "repositories"

# Whether repositories contain business rules; here the services do.
REPOSITORIES_DECIDE = False

# Packages that commit: on a session, and through the unit of work. Tasks never commit:
# their changes are committed together with the success of the job.
COMMITS = frozenset({"jobs", "repositories.unit_of_work"})
ENDS_WORK = frozenset({"jobs", "services"})
NEVER_COMMITS = frozenset({"jobs.tasks"})

# The packages of the handlers, and of the code that they call.
HTTP = ("api",)
SERVING = ("services", "repositories")
# Whether a handler may pass its session to a repository.
HTTP_PASSES_SESSIONS = False

# The module that reads the environment, and the entry points that create the settings.
CONFIG = "app.config"
STARTS = {"app.jobs.celery", "app.main"}

# Whether handlers are coroutines.
ASYNC_HANDLERS = True

# The packages in which the only URL of a provider may be a constant.
PROVIDERS: tuple[str, ...] = ("clients",)

# The packages that call other servers.
CLIENTS = frozenset({"auth", "backends", "clients"})

# What requests of app/clients/ must pass through: retries, circuit breaker, timeout.
GUARDS = frozenset({"app.clients.resilience.Resilience.call"})
