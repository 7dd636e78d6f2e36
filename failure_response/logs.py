"""What logs may hold: keys and places, never people's data."""

import sys
import traceback


def without_content(logger, method: str, entry: dict) -> dict:
    """structlog processor: an exception becomes its kind and the lines it passed.

    Its own text and the values around it can hold names, numbers or what somebody typed, so they are left
    out.
    """
    caught = entry.pop("exc_info", None)
    if caught is True:
        caught = sys.exc_info()
    elif isinstance(caught, BaseException):
        caught = (type(caught), caught, caught.__traceback__)
    if caught and caught[0]:
        entry["error"] = caught[0].__name__
        entry["where"] = [
            f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(caught[2])[-8:]
        ]
    entry.pop("exception", None)
    entry.pop("stack_info", None)
    return entry
