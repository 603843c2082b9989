# From another time.
# into: app/utils/names.py
print "hello"
