"""Functions that block the calling thread, and their replacements."""

import ast

from architect_guard.calls import Call
from architect_guard.project import Project
from architect_guard.source import Module

# Modules whose functions wait for a disk, a network, a program or a long computation, and so do the
# methods of what they return.
MODULES_TEXT = """
    argon2 bcrypt boto3 bz2 dbm ftplib git glob gzip imaplib kafka kombu linecache lzma minio openpyxl
    pandas paramiko passlib pika poplib psycopg2 pwdlib pymysql requests shelve shutil smtplib sqlite3
    subprocess tarfile telnetlib tempfile urllib.request urllib3 xlsxwriter xmlrpc.client zipfile
"""
MODULES = frozenset(MODULES_TEXT.split())
# Members of these modules that only compute or read memory.
INSTANT_TEXT = """
    bcrypt.gensalt
    pandas.DataFrame pandas.Series pandas.Timestamp pandas.to_datetime requests.exceptions
    shutil.get_terminal_size shutil.ignore_patterns sqlite3.register_adapter subprocess.list2cmdline
    tempfile.gettempdir urllib.request.Request urllib3.disable_warnings
"""
INSTANT = frozenset(INSTANT_TEXT.split())
# Only the call itself blocks, not the use of its result.
CALLS_TEXT = """
    asyncio.AbstractEventLoop.run_until_complete asyncio.get_event_loop.run_until_complete asyncio.run
    builtins.input builtins.open codecs.open concurrent.futures.as_completed concurrent.futures.wait
    hashlib.file_digest hashlib.pbkdf2_hmac hashlib.scrypt io.open pandas.read_csv pandas.read_excel
    pandas.read_json pandas.read_parquet pandas.read_sql select.select socket.create_connection
    socket.getaddrinfo socket.getfqdn socket.gethostbyaddr socket.gethostbyname socket.getnameinfo
    sqlalchemy.orm.Session sqlalchemy.orm.Session.__init__ sqlalchemy.orm.scoped_session
    sqlalchemy.orm.session.Session sqlalchemy.orm.sessionmaker time.sleep
"""
CALLS = frozenset(CALLS_TEXT.split())
# These block, and so do the methods of what they return.
KINDS_TEXT = """
    PIL.Image.open anthropic.Anthropic elasticsearch.Elasticsearch fastapi.UploadFile.file
    http.client.HTTPConnection http.client.HTTPSConnection httpx.Client httpx2.Client openai.AzureOpenAI
    openai.OpenAI psycopg.Connection psycopg.connect pymongo.MongoClient redis.Redis redis.StrictRedis
    redis.from_url sqlalchemy.create_engine sqlalchemy.engine.create_engine
    starlette.datastructures.UploadFile.file
"""
KINDS = MODULES | frozenset(KINDS_TEXT.split())
# Blocking functions of modules, and methods of classes, whose other members do not block.
MEMBERS = frozenset(
    f"{owner}.{member}"
    for owners, members in {
        "httpx httpx2": "delete get head options patch post put request stream",
        "os": "fsync link listdir makedirs mkdir open popen read remove removedirs rename renames "
        "replace rmdir scandir sendfile symlink sync system truncate unlink wait waitpid walk write",
        "queue.LifoQueue queue.PriorityQueue queue.Queue queue.SimpleQueue": "get join put",
        "threading.Barrier threading.Condition threading.Event": "wait wait_for",
        "threading.Lock threading.RLock threading.Semaphore": "acquire",
        "threading.Thread": "join",
        "concurrent.futures.Future concurrent.futures.ThreadPoolExecutor.submit "
        "concurrent.futures.ProcessPoolExecutor.submit concurrent.futures.Executor.submit "
        "asyncio.run_coroutine_threadsafe": "exception result",
        "socket.socket": "accept connect recv recv_into recvfrom send sendall",
        "pathlib.Path": "glob iterdir mkdir open read_bytes read_text rename replace rglob rmdir touch "
        "unlink write_bytes write_text",
    }.items()
    for owner in owners.split()
    for member in members.split()
)
# Objects whose `with` statement waits for another thread.
LOCKS = frozenset(
    f"threading.{name}" for name in ("BoundedSemaphore", "Condition", "Lock", "RLock", "Semaphore")
)
# Methods that only paths have.
FILE_METHODS = frozenset({"read_bytes", "read_text", "write_bytes", "write_text"})
# By end of the name: the async class or function of the same module.
TWINS = {
    "create_engine": "create_async_engine",
    "Client": "AsyncClient",
    "orm.Session": "AsyncSession",
    "sessionmaker": "async_sessionmaker",
}
# For these, the example of the rule is more useful.
EXEMPLARY = ("httpx", "requests", "urllib")


def is_blocking(name: str) -> bool:
    """Return whether the function with this full name blocks the event loop."""
    if not name or name.startswith("app."):
        return False
    if name in CALLS or name in MEMBERS:
        return True
    parts = name.split(".")
    starts = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
    return not starts.isdisjoint(KINDS) and starts.isdisjoint(INSTANT)


def is_awaited(module: Module, node: ast.AST) -> bool:
    """Return whether a call is awaited: then it is a coroutine function, whatever its module."""
    user = module.parent(node)
    if isinstance(user, ast.withitem):
        return isinstance(module.parent(user), ast.AsyncWith)
    return isinstance(user, ast.Await) or (
        isinstance(user, ast.AsyncFor | ast.comprehension) and user.iter is node
    )


def is_file_method(project: Project, call: Call) -> bool:
    """Return whether a call on an unknown type uses a file method that only paths have."""
    func, parent = call.node.func, call.module.parent(call.node)
    if not isinstance(func, ast.Attribute) or func.attr not in FILE_METHODS:
        return False
    owner = project.type_of(call.module, func.value)
    # If awaited, it is an async path of another library.
    return not isinstance(parent, ast.Await) and (not owner or owner.startswith("pathlib."))


def instead_of(call: Call, name: str, caller: str) -> str:
    """Return the non-blocking replacement of a call; empty if it needs more than one line.

    Args:
        call: The blocking call.
        name: Its full name.
        caller: The caller of the enclosing function, if that is not an `async def`.
    """
    owner, dot, _ = ast.unparse(call.node.func).rpartition(".")
    arguments = [ast.unparse(each) for each in (*call.node.args, *call.node.keywords)]
    taken = ", ".join(arguments)
    for end, twin in TWINS.items():
        if name.endswith(end):
            return f"{owner}{dot}{twin}({taken})"
    own = call.module.function_of(call.node)
    if caller and own:
        return f"await asyncio.to_thread({own.name}, …)  # in the `async def` that calls it"
    if name == "time.sleep":
        return f"await asyncio.sleep({taken})"
    if name == "builtins.open":
        return f"await asyncio.to_thread(Path({ast.unparse(call.node.args[0])}).read_text)"
    function = ast.unparse(call.node.func)
    is_exemplary = name.startswith(EXEMPLARY)
    return "" if is_exemplary else f"await asyncio.to_thread({', '.join([function, *arguments])})"
