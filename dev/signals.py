"""Ctrl-C, SIGTERM and a closed terminal all mean: stop, and leave nothing behind."""

import signal
from collections.abc import Callable

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def on_end(handler: Callable) -> None:
    """Have this called with (number, frame) when we are to stop. `nohup` keeps its meaning."""
    for number in ENDINGS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def end_as_ctrl_c() -> None:
    """Raise KeyboardInterrupt for each of them, so that `finally` is gone through."""
    on_end(signal.default_int_handler)
