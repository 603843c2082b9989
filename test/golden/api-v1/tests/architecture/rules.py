"""What `test_layers.py` enforces: which layer knows which, and whose business a library is."""

# A layer that only some may import.
KNOWN_ONLY_TO = {"db.repositories": {"api", "services"}, "db.session": {"main", "api"}}

# By part of the application: the libraries that are none of its business, and what to do instead.
FOREIGN = {
    "api.v1": {"sqlalchemy": "put the statement into app/db/repositories/ and call it from here"},
    "services": {
        "fastapi": "raise a DomainError of app.utils.exceptions instead of an HTTP error",
        "starlette": "take and return schemas and models instead of requests and responses",
        "sqlalchemy": "put the statement into app/db/repositories/ and call it from here",
    },
    "schemas": {"sqlalchemy": "a schema says what is on the wire, a model what is stored"},
    "db": {
        "fastapi": "return a model, or raise a DomainError of app.utils.exceptions",
        "starlette": "return a model, or raise a DomainError of app.utils.exceptions",
    },
    "models": {
        "fastapi": "a model says what is stored, and nothing about the web",
        "starlette": "a model says what is stored, and nothing about the web",
    },
}

# The modules whose functions answer requests and decide nothing, and where decisions belong.
HANDLERS = "api/v*/endpoints/*.py"
DECIDES = "app/db/repositories/ or app/services/"
