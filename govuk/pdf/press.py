"""The typesetting process as the other processes see it: asked over pipes, started when it is needed.

Loading the typesetter takes longer than setting a short document. So one process loads it once and forks for each
document; it ends by itself when nobody has asked for ten minutes, or when whoever started it is gone.
"""

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# What a child says with its exit code; a negative one names the signal that ended it.
NO_PANGO, NO_MEMORY, NOT_MADE, LATE, GONE = 3, 4, 5, 6, 7
# The process sees no setting of ours: only what finding Python, its libraries and the fonts needs.
PASSED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
)
GRACE_SECONDS = 5  # that the process has to say why, after the child has had its time
BLOCK = 1 << 16


@dataclass
class Answer:
    """What came of a document: 0 or an exit code, the PDF, and set pieces that may be kept."""

    status: int
    pdf: bytes = b""
    made: dict[str, bytes] = field(default_factory=dict)


class Press:
    """One per process; documents are set one after the other."""

    def __init__(self) -> None:
        self.process: subprocess.Popen | None = None
        self.owner = 0
        self.lock = threading.Lock()
        atexit.register(self.stop)

    def ask(self, html: str, kept: dict[str, bytes] | None, seconds: int, memory_mb: int) -> Answer:
        """Have a document set. `kept` are pieces by key; None asks for none to be kept."""
        body, pieces = html.encode(), kept or {}
        head = {
            "seconds": seconds,
            "memory_mb": memory_mb,
            "keep": kept is not None,
            "html": len(body),
            "kept": [[key, len(piece)] for key, piece in pieces.items()],
        }
        message = b"".join([json.dumps(head).encode() + b"\n", body, *pieces.values()])
        with self.lock:
            answer = self.try_once(message, seconds)
            # It may have ended meanwhile, having been idle; a new one then answers.
            return answer if answer.status != GONE else self.try_once(message, seconds)

    def try_once(self, message: bytes, seconds: int) -> Answer:
        process = self.running()
        try:
            process.stdin.write(message)
            process.stdin.flush()
            return self.answer(process, time.monotonic() + seconds + GRACE_SECONDS)
        except (BrokenPipeError, EOFError):
            return Answer(NO_PANGO if self.stop() == NO_PANGO else GONE)
        except TimeoutError:
            self.stop(kill=True)
            return Answer(LATE)

    def answer(self, process: subprocess.Popen, until: float) -> Answer:
        said, status = Reader(process.stdout.fileno(), until), 0
        status, length = map(int, said.line().split())
        content = said.exactly(length)
        if status:
            return Answer(status)
        head, _, rest = content.partition(b"\n")
        size, made = json.loads(head)
        answer, at = Answer(0, rest[:size]), size
        for key, length in made:
            answer.made[key] = rest[at : at + length]
            at += length
        return answer

    def running(self) -> subprocess.Popen:
        """The process; a new one where there is none, or where it belongs to whoever forked us."""
        if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
            if self.process is not None and self.owner == os.getpid():
                self.stop()
            self.process = start("--serve", stdin=subprocess.PIPE)
            self.owner = os.getpid()
        return self.process

    def stop(self, *, kill: bool = False) -> int | None:
        """End the process, if there is one; its exit code."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return None
        if kill:
            process.kill()
        for pipe in (process.stdin, process.stdout):
            try:
                pipe.close()
            except BrokenPipeError:
                continue  # what was still to be written has no reader
        return process.wait()


class Reader:
    """Reads an answer from a pipe. Raises EOFError where it ends, TimeoutError when the time is over."""

    def __init__(self, number: int, until: float | None):
        self.number, self.until, self.held = number, until, bytearray()

    def more(self) -> None:
        left = None if self.until is None else max(0.0, self.until - time.monotonic())
        if not select.select([self.number], [], [], left)[0]:
            raise TimeoutError
        block = os.read(self.number, BLOCK)
        if not block:
            raise EOFError
        self.held += block

    def line(self) -> bytes:
        while b"\n" not in self.held:
            self.more()
        line, _, rest = bytes(self.held).partition(b"\n")
        self.held = bytearray(rest)
        return line

    def exactly(self, length: int) -> bytes:
        while len(self.held) < length:
            self.more()
        found = bytes(self.held[:length])
        del self.held[:length]
        return found

    def everything(self) -> bytes:
        try:
            while True:
                self.more()
        except EOFError:
            return bytes(self.held)


def start(argument: str, stdin: int) -> subprocess.Popen:
    """The typesetting process. It says nothing about content on stderr, since that ends up in logs."""
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "govuk.pdf", argument],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
    )
