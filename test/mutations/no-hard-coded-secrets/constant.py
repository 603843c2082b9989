# A constant with an honest name.
# into: app/services/mailing.py

MAIL_PASSWORD = "hunter2"
