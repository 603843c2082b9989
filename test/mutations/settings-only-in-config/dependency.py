# FastAPI is told to make the settings, once a request.
# into: app/routers/products.py
from app.config import Settings as Configuration


@router.get("/level")
async def level(settings: Annotated[Configuration, Depends(Configuration)]) -> str:
    return settings.log_level
