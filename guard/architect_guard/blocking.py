"""Functions that block the calling thread, and their replacements."""

import ast

from architect_guard.calls import Call
from architect_guard.project import Project

# Only the call itself blocks, not the use of its result.
CALL_NAMES = """
    builtins.input builtins.open codecs.open gzip.open io.open os.popen os.system os.wait
    os.waitpid select.select shutil.copy shutil.copyfile shutil.copytree shutil.rmtree
    socket.create_connection socket.getaddrinfo socket.getfqdn socket.gethostbyaddr
    socket.gethostbyname socket.getnameinfo sqlalchemy.orm.Session sqlalchemy.orm.Session.__init__
    sqlalchemy.orm.scoped_session sqlalchemy.orm.sessionmaker sqlalchemy.orm.session.Session
    subprocess.call subprocess.check_call subprocess.check_output subprocess.getoutput
    subprocess.getstatusoutput subprocess.run time.sleep concurrent.futures.as_completed
    concurrent.futures.wait shutil.copyfileobj shutil.make_archive shutil.move shutil.unpack_archive
    asyncio.run asyncio.get_event_loop.run_until_complete asyncio.AbstractEventLoop.run_until_complete
    bcrypt.checkpw bcrypt.hashpw hashlib.pbkdf2_hmac hashlib.scrypt
"""
# These block, and so do the methods of what they return.
KIND_NAMES = """
    boto3 ftplib http.client.HTTPConnection http.client.HTTPSConnection httpx.Client httpx2.Client
    psycopg.connect psycopg.Connection psycopg2 pymongo.MongoClient pymysql redis.Redis
    redis.StrictRedis redis.from_url requests smtplib sqlalchemy.create_engine
    sqlalchemy.engine.create_engine sqlite3.Connection sqlite3.Cursor sqlite3.connect
    telnetlib urllib.request urllib3 openai.OpenAI openai.AzureOpenAI anthropic.Anthropic
    fastapi.UploadFile.file starlette.datastructures.UploadFile.file elasticsearch.Elasticsearch
    kafka minio paramiko pika
"""
CALLS = frozenset(CALL_NAMES.split())
KINDS = frozenset(KIND_NAMES.split())
# Blocking functions of modules, and methods of classes, whose other members do not block.
MEMBERS = frozenset(
    f"{owner}.{member}"
    for owners, members in {
        "httpx httpx2": "delete get head options patch post put request stream",
        "queue.LifoQueue queue.PriorityQueue queue.Queue queue.SimpleQueue": "get join put",
        "threading.Barrier threading.Condition threading.Event": "wait wait_for",
        "threading.Lock threading.RLock threading.Semaphore": "acquire",
        "threading.Thread": "join",
        "concurrent.futures.Future concurrent.futures.ThreadPoolExecutor.submit "
        "concurrent.futures.ProcessPoolExecutor.submit concurrent.futures.Executor.submit "
        "asyncio.run_coroutine_threadsafe": "exception result",
        "socket.socket": "accept connect recv recv_into recvfrom send sendall",
        "pathlib.Path": "open read_bytes read_text write_bytes write_text",
        "subprocess.Popen": "communicate wait",
    }.items()
    for owner in owners.split()
    for member in members.split()
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
    return any(".".join(parts[:count]) in KINDS for count in range(1, len(parts) + 1))


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
