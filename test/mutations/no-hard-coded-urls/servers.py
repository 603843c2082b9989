# Hosts and their ports.
# into: app/services/mailing.py
QUEUE = {"bootstrap_servers": "kafka.internal:9092"}
