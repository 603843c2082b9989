# A client of a provider, with the address where it is used.
# profiles: clerk-celery
# into: app/clients/weather.py


async def forecast(http) -> str:
    return await http.get("https://api.weather.example.com/v2/forecast")
