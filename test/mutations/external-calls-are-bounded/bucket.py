# A bucket is another server.
# into: app/repositories/pictures.py
import aioboto3


async def keep(data: bytes) -> None:
    async with aioboto3.Session().client("s3") as bucket:
        await bucket.put_object(Bucket="b", Key="k", Body=data)
