# The file itself.
# into: app/utils/flags.py
from pathlib import Path

lines = Path("../.env").read_text().splitlines()
