# A merge that nobody finished.
# into: app/utils/names.py
<<<<<<< HEAD
LIMIT = 1
=======
LIMIT = 2
>>>>>>> other
