"""The application; `app.main` creates it."""
