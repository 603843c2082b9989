"""The command line with the pipeline of tests: `python -m tests.pipeline.real_cli`."""

import sys

import app.pipeline
from tests.pipeline.articles import PIPELINES

if __name__ == "__main__":
    app.pipeline.PIPELINES = {**app.pipeline.PIPELINES, **PIPELINES}
    # It takes the pipelines when it is imported.
    from app.cli import main

    sys.exit(main())
