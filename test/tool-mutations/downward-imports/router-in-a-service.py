# A service that knows who asks it, in a function, "to avoid a circle".
# into: app/services/visits.py
def routes() -> object:
    from app.routers.products import router

    return router.routes
