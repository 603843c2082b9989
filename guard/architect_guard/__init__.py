"""Architecture rules for FastAPI projects: source code and routes, checked by pytest or by a command."""
