# A key in several lines.
# into: app/services/mailing.py

SIGNER = """
-----BEGIN RSA PRIVATE KEY-----
bm90IGEga2V5
-----END RSA PRIVATE KEY-----
"""
