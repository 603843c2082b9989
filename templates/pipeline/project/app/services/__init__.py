"""Services: business rules and their statements, independent of HTTP."""
