# A host without its scheme.
# into: app/utils/places.py
GEOCODER_HOST = "nominatim.openstreetmap.org"
