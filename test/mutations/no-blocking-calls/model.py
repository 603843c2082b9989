# The client of a model that blocks.
# into: app/services/advice.py
from openai import OpenAI

llm = OpenAI()


async def advise(text: str) -> str:
    answer = llm.chat.completions.create(model="m", messages=[])
    return str(answer)
