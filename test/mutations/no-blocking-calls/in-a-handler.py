# A handler that keeps what was uploaded.
# into: app/routers/products.py
import pathlib


@router.post("/upload")
async def upload(payload: ProductCreate) -> None:
    pathlib.Path("upload.json").write_text(payload.model_dump_json())
