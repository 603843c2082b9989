# The whole header, with the token in it.
# into: app/utils/weather_client.py
HEADERS = {"Authorization": "Bearer 7f3c9a1be2d84c0f95aa"}
