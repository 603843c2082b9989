"""What `test_layers.py` enforces: which layer knows which, and whose business a library is."""

# A layer that only some may import.
KNOWN_ONLY_TO = {"repositories": {"dependencies", "jobs", "services"}}

# By part of the application: the libraries that are none of its business, and what to do instead.
FOREIGN = {
    "api": {
        "celery": "enqueue a job through JobService",
        "sqlalchemy": "ask a service, and let a repository ask the database",
    },
    "services": {
        "celery": "enqueue a job through JobService",
        "fastapi": "raise a DomainError of app.utils.exceptions instead of an HTTP error",
        "starlette": "take and return schemas and models instead of requests and responses",
        "sqlalchemy": "put the statement into app/repositories/ and call it from here",
    },
    "repositories": {
        "fastapi": "return a model or None, and let the service decide what that means",
        "starlette": "return a model or None, and let the service decide what that means",
    },
    "schemas": {"sqlalchemy": "a schema says what is on the wire, a model what is stored"},
    "models": {
        "fastapi": "a model says what is stored, and nothing about the web",
        "starlette": "a model says what is stored, and nothing about the web",
    },
}

# The modules whose functions answer requests and decide nothing, and where decisions belong.
HANDLERS = "api/*.py"
DECIDES = "app/services/"
