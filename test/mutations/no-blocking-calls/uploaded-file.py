# The file below an upload is a plain one.
# into: app/routers/products.py
from fastapi import UploadFile


@router.post("/upload")
async def upload(picture: UploadFile) -> bytes:
    return picture.file.read()
