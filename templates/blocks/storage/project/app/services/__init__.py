"""Services: the business rules, independent of HTTP and the database."""
