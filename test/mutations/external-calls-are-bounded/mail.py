# Mail is another server, too.
# into: app/routers/products.py
import aiosmtplib


@router.post("/mail")
async def mail() -> None:
    await aiosmtplib.send("text", hostname="localhost")
