# An address in two pieces.
# into: app/services/billing.py


def invoice_url(number: str) -> str:
    return "https://billing.example.com/" + number
