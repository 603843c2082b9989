# A file of variables, loaded by hand.
# into: app/utils/flags.py
import dotenv

dotenv.load_dotenv()
