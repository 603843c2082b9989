# A name that says nothing, and a value that says it all.
# into: app/services/mailing.py

headers = ["Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJl"]
