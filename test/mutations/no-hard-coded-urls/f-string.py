# Half of an address, and a value.
# into: app/services/billing.py


def invoice_url(number: int) -> str:
    return f"http://billing.internal:8080/invoices/{number}"
