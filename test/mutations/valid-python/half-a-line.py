# Saved too early.
# into: app/utils/names.py
def name_of(
