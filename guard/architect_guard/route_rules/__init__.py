"""Rules about the routes of the running application."""
