"""The application."""

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.routers import notes


def operation_id(route: APIRoute) -> str:
    """Return the name of the handler."""
    return route.name


app = FastAPI(generate_unique_id_function=operation_id)
app.include_router(notes.router)
