"""The rules. Knows neither HTTP nor the database: errors are in `app.utils.exceptions`."""
