# A class attribute, and a dictionary.
# into: app/services/billing.py


class Billing:
    base_url = "HTTPS://billing.example.com"
    others = {"queue": "amqp://queue:5672"}
