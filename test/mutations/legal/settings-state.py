# A dependency returns the settings that the application has.
# into: app/dependencies.py
from app.config import Settings


async def get_settings(request: Request) -> Settings:
    """Return the settings that the application runs with."""
    settings: Settings = request.app.state.settings
    return settings


SettingsDep = Annotated[Settings, Depends(get_settings)]
