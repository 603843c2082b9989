# The call that blocks is two modules away.
# into: app/utils/templates_on_disk.py
def load_template(name: str) -> str:
    with open(f"templates/{name}") as file:
        return file.read()


def render(name: str) -> str:
    return load_template(name).upper()
# into: app/services/letters.py
from app.utils import templates_on_disk as disk


async def letter() -> str:
    return disk.render("letter.txt")
