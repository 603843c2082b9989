"""The application with the pipeline of tests, for processes of their own."""

import app.pipeline
from tests.pipeline.articles import PIPELINES

app.pipeline.PIPELINES = {**app.pipeline.PIPELINES, **PIPELINES}

# It takes the pipelines when it is imported.
from app.main import create_app  # noqa: E402

__all__ = ["create_app"]
