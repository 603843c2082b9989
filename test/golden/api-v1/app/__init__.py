"""The application: see `app.main` for how its parts are put together."""
