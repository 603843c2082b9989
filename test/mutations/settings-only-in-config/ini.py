# Another format, and the same thing.
# into: app/utils/flags.py
from configparser import ConfigParser

flags = ConfigParser()
flags.read("flags.ini")
