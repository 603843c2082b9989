# A handler in the module that puts the application together.
# into: app/main.py


@app.get("/version")
async def get_version(short: bool = False) -> str:
    return "0" if short else "0.1.0"
