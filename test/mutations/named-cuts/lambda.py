# In a lambda.
# into: app/services/listing.py

head = lambda rows: rows[: 5 * 10]
