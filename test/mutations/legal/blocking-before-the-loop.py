# Module level and a script's entry may block: nobody waits.
# into: app/utils/version.py
import subprocess
import sys
from pathlib import Path

VERSION = Path(__file__).read_text(encoding="utf-8").strip()


def revision() -> str:
    return subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, check=True).stdout.decode()


def main() -> None:
    sys.stdout.write(f"{VERSION} {revision()}")


if __name__ == "__main__":
    main()
