# A module with another name for the router, made by an alias.
# into: app/routers/ghosts.py
import fastapi as web

ghosts = web.APIRouter(prefix="/ghosts")
on_get = ghosts.get


@on_get("")
def list_ghosts() -> list[str]:
    return []
