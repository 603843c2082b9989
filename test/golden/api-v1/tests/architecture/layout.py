"""Where things stand in this project, as far as the rules have to know it."""

# Where what a handler may not decide is decided.
DECIDES = "app/db/repositories/ or app/services/"

# Where the statements are.
REPOSITORIES = "db.repositories"

# Whether they also decide: they are where the rules of a resource stand.
REPOSITORIES_DECIDE = True

# What ends a transaction: on a session itself, and through the unit of work. The last never does.
COMMITS = frozenset({"api.deps"})
ENDS_WORK = frozenset({"services"})
NEVER_COMMITS: frozenset[str] = frozenset()

# Where handlers stand, and what they call.
HTTP = ("api.v1", "api.health")
SERVING = ("services", "db.repositories")
# Whether a handler may hand its session on to a repository.
HTTP_PASSES_SESSIONS = True

# What reads the environment, and what starts a process and so makes the settings.
CONFIG = "app.core.config"
STARTS = {"app.main"}

# Whether handlers are coroutines.
ASYNC_HANDLERS = True

# The parts in which the address of a provider that has only one may be a constant.
PROVIDERS: tuple[str, ...] = ()

# What talks to other servers; mail is a service here, as in the document that the profile follows.
CLIENTS = frozenset({"services.email", "utils"})

# What a request of app/clients/ has to pass through: the retries, the breaker, the time limit.
GUARDS: frozenset[str] = frozenset()
