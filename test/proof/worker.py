"""Runs programs in forked children of one process that has imported the large libraries already.

Standard input has one request a line, as JSON:

    {"id": 1, "python": ["-m", "alembic", "upgrade", "head"], "cwd": …, "env": {…}, "input": …, "output": …}
    {"id": 2, "program": ["ruff", "check"], "cwd": …, "env": {…}, "input": …, "output": …}
    {"kill": 1, "signal": 15}

`output` is the file that gets what the program prints. Standard output has one line for each program that
ended: `{"id": 1, "code": 0, "signal": null, "cpu": 0.4}`, with CPU time in seconds. When standard input is closed,
because whoever asked has ended, all programs that still run are killed.
"""

import contextlib
import importlib
import json
import os
import runpy
import selectors
import signal
import sys
from typing import Any

# What takes longest to import for a generated application and its tests.
LIBRARIES = [
    "alembic.autogenerate",
    "alembic.command",
    "alembic.config",
    "aiosqlite",
    "asyncpg",
    "celery",
    "fastapi",
    "httpx2",
    "pydantic_settings",
    "pytest",
    "sqlalchemy.ext.asyncio",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "sqlalchemy.dialects.postgresql.asyncpg",
]


# What a terminal or a runner sends to all at once. Only the end of standard input ends this process, so that it can end
# its programs first.
ENDINGS = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)


def preload() -> None:
    for library in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)


def start(request: dict[str, Any]) -> int:
    """Fork a child that becomes the program; return its process id in the parent and None in a child that runs Python."""
    child = os.fork()
    if child:
        # Also here, so that a kill right after the start finds the group.
        with contextlib.suppress(OSError):
            os.setpgid(child, child)
        return child
    os.setpgid(0, 0)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, *ENDINGS):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    given = request["input"]
    source = os.open(given if given is not None else os.devnull, os.O_RDONLY)
    target = os.open(request["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(source, 0)
    os.dup2(target, 1)
    os.dup2(target, 2)
    # Nothing else is closed: libraries hold files of their own, and others do not outlive exec.
    if "program" in request:
        program = request["program"]
        try:
            os.execvpe(program[0], program, os.environ)
        except OSError as error:
            print(f"{program[0]}: {error.strerror}", file=sys.stderr, flush=True)
            os._exit(127)
    return 0


def become(arguments: list[str]) -> None:
    """Run Python as `python <arguments>` does in the current folder."""
    sys.stdin = open(0, closefd=False)
    paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    kind, *rest = arguments
    if kind == "-m":
        sys.path[:] = [os.getcwd(), *paths, *sys.path[1:]]
        sys.argv = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    elif kind == "-c":
        sys.path[:] = ["", *paths, *sys.path[1:]]
        sys.argv = ["-c", *rest[1:]]
        exec(compile(rest[0], "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.path[:] = [os.path.dirname(os.path.abspath(kind)), *paths, *sys.path[1:]]
        sys.argv = arguments
        runpy.run_path(kind, run_name="__main__")


def reap(running: dict[int, int]) -> None:
    """Tell of each child that has ended."""
    while running:
        try:
            child, status, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if child == 0:
            return
        code = os.waitstatus_to_exitcode(status)
        answer = {
            "id": running.pop(child),
            "code": code if code >= 0 else 1,
            "signal": signal.Signals(-code).name if code < 0 else None,
            "cpu": usage.ru_utime + usage.ru_stime,
        }
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def kill(child: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, number)


def serve() -> list[str] | None:
    """Answer requests until nobody asks any more. Return what a forked child has to run as Python, None in the parent."""
    running: dict[int, int] = {}
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    selector = selectors.DefaultSelector()
    selector.register(0, selectors.EVENT_READ)
    selector.register(woken, selectors.EVENT_READ)
    left = b""
    while True:
        for key, _ in selector.select():
            if key.fd == woken:
                with contextlib.suppress(BlockingIOError):
                    os.read(woken, 4096)
                reap(running)
                continue
            read = os.read(0, 1 << 20)
            if not read:
                for child in running:
                    kill(child, signal.SIGKILL)
                return None
            *lines, left = (left + read).split(b"\n")
            for line in lines:
                request = json.loads(line)
                if "kill" in request:
                    for child in [child for child, id in running.items() if id == request["kill"]]:
                        kill(child, request["signal"])
                    continue
                child = start(request)
                if not child:
                    return request["python"]
                running[child] = request["id"]


def main() -> None:
    for number in ENDINGS:
        signal.signal(number, signal.SIG_IGN)
    preload()
    arguments = serve()
    if arguments is not None:
        become(arguments)


main()
