# into: app/utils/counting.py
"""Long functions are allowed elsewhere."""


def long_function() -> str:
    """Return a text after many steps."""
    one = "1"
    two = one
    three = two
    four = three
    five = four
    six = five
    seven = six
    eight = seven
    nine = eight
    ten = nine
    eleven = ten
    twelve = eleven
    return twelve
