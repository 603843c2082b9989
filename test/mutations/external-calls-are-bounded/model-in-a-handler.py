# A language model, asked from the route.
# into: app/routers/products.py
from openai import AsyncOpenAI

llm = AsyncOpenAI()


@router.get("/advice")
async def advice() -> str:
    answer = await llm.chat.completions.create(model="m", messages=[])
    return str(answer)
