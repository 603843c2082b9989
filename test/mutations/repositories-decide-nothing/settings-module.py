# The module of the settings under another name, in a function.
# into: app/repositories/visits.py
def page_size() -> int:
    import app.config as conf

    return conf.Settings().max_body_size
