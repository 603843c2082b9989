# The same, said in the head of the class.
# into: app/schemas/product.py


class ProductDump(ProductResponse, extra="allow"):
    pass
