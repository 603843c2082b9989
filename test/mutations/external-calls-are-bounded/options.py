# The options stand in a dictionary.
# into: app/utils/rates.py
import httpx2

OPTIONS = {"timeout": None, "http2": True}
client = httpx2.AsyncClient(**OPTIONS)
