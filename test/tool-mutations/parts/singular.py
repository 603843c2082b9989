# A part's name, but for one letter.
# into: app/model/product.py
LIMIT = 3
