"""Write the OpenAPI document to `openapi.json`: `python scripts/export_openapi.py [FILE]`."""

import json
import sys
from pathlib import Path

from app.core.config import Environment, Settings
from app.main import create_app

TARGET = Path(__file__).parent.parent / "openapi.json"


def contract() -> str:
    """Return the OpenAPI document as JSON, independent of the environment."""
    settings = Settings(environment=Environment.TEST, _env_file=None)
    document = create_app(settings).openapi()
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(contract(), encoding="utf-8", newline="\n")
    print(f"wrote {target}")
