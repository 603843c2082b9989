# The shortest handler.
# into: app/routers/products.py
router.add_api_route("/answer", lambda: 42)
