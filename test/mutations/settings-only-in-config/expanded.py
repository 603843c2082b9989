# A path with a variable in it.
# into: app/services/mailing.py
import os.path

HOME = os.path.expandvars("$MAIL_HOME/out")
