# A package that passes on what is in it.
# into: app/utils/texts/words.py
WORD = "word"
# into: app/utils/texts/__init__.py
from .words import WORD

__all__ = ["WORD"]
