"""The typesetting process: reads what is asked for on stdin, forks a child with limits for each document, answers.

It never raises its voice: a traceback could hold content, and stderr ends up in logs.
"""

import gc
import json
import logging
import os
import re
import resource
import signal
import sys
import time
from pathlib import Path

from govuk.pdf.pieces import STYLES
from govuk.pdf.press import LATE, NO_MEMORY, NO_PANGO, NOT_MADE, Reader

try:
    from govuk.pdf.making import make
    from govuk.pdf.setting import print_style
except OSError:  # what WeasyPrint raises when it finds no Pango
    sys.exit(NO_PANGO)

MEGABYTE = 1024 * 1024
IDLE_SECONDS = 600
STATUS, PEAK = Path("/proc/self/status"), re.compile(r"^VmPeak:\s+(\d+) kB", re.MULTILINE)
NEARLY = 0.95  # of the limit: what was refused is not counted


def serve() -> None:
    """Answer until nobody has asked for a while, or whoever started us is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    style, read_at = print_style(), STYLES.stat().st_mtime
    gc.collect()
    gc.freeze()  # children share what is loaded now
    while True:
        asked = Reader(sys.stdin.fileno(), time.monotonic() + IDLE_SECONDS)
        try:
            head = json.loads(asked.line())
            asked.until = None
            body = asked.exactly(head["html"] + sum(length for _, length in head["kept"]))
        except (EOFError, TimeoutError):
            return
        fresh = style if STYLES.stat().st_mtime == read_at else None
        status, content = in_child(head, body, fresh)
        sys.stdout.buffer.write(b"%d %d\n" % (status, len(content)) + content)
        sys.stdout.buffer.flush()


def in_child(head: dict, body: bytes, style) -> tuple[int, bytes]:
    """Make a document in a child of its own: 0 and what it wrote, or why it did not."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(make_in_limits(head, body, style, writing))
    os.close(writing)
    try:
        # The child stops itself first, with a better reason.
        content = Reader(reading, time.monotonic() + head["seconds"] + 1).everything()
    except TimeoutError:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return LATE, b""
    finally:
        os.close(reading)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, b"" if status else content


def make_in_limits(head: dict, body: bytes, style, writing: int) -> int:
    """In the child: the exit code."""
    try:
        limit(head["seconds"], head["memory_mb"])
        at = head["html"]
        kept: dict[str, bytes] = {}
        for key, length in head["kept"]:
            kept[key] = body[at : at + length]
            at += length
        pdf, made = make(body[: head["html"]].decode(), kept if head["keep"] else None, style)
        said = json.dumps([len(pdf), [[key, len(piece)] for key, piece in made.items()]]).encode()
        with os.fdopen(writing, "wb") as answer:
            answer.write(b"".join([said, b"\n", pdf, *made.values()]))
    except MemoryError:
        return NO_MEMORY
    except BaseException:  # nested too deeply, or a fault of the typesetter: its traceback could hold content
        return NO_MEMORY if is_full(head["memory_mb"]) else NOT_MADE
    return 0


def is_full(memory_mb: int) -> bool:
    """Whether this process has reached its limit: libraries that get no memory raise whatever they like."""
    try:
        said = STATUS.read_text()
    except OSError:  # only Linux tells
        return False
    peak = int(PEAK.search(said)[1])  # in kilobytes
    return peak >= memory_mb * 1024 * NEARLY


def limit(seconds: int, memory_mb: int) -> None:
    """Bound processor time and address space, as far as the system lets us."""
    space = memory_mb * MEGABYTE
    for kind, amounts in (
        # Asked to stop first, so that we learn the reason.
        (resource.RLIMIT_CPU, (seconds, seconds + 5)),
        (resource.RLIMIT_AS, (space, space)),
        (resource.RLIMIT_CORE, (0, 0)),
    ):
        try:
            resource.setrlimit(kind, amounts)
        except (ValueError, OSError):  # macOS has no address space limit; the clock still runs
            continue


if __name__ == "__main__":
    if "--serve" in sys.argv[1:]:
        serve()
