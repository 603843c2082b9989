"""`python -m architect_guard [--own] [--routes] [--json]`."""

import sys

from architect_guard.configuration import ConfigurationError


def run() -> int:
    """Run the command; return 1 if there are findings.

    Raises:
        SystemExit: if the project is not configured, with one line that says why.
    """
    try:
        # Importing the rules reads the configuration.
        from architect_guard.command import main  # noqa: PLC0415

        return main()
    except ConfigurationError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    sys.exit(run())
