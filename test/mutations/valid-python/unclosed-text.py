# A text that never ends.
# into: app/utils/names.py
TEXT = """once
