"""What is asked many times in one request and cannot change in between is asked for once.

Outside a request (the clock, commands, tests of operations) nothing is remembered: rights are looked at each time.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

_answers: ContextVar[dict | None] = ContextVar("answers_of_this_request", default=None)


def once_in_request(key: tuple, ask: Callable[[], Any]) -> Any:
    """The answer to `ask`, from this request's memory if it was asked there before."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    return answers[key]


def forget() -> None:
    """Somebody's rights have changed: ask again."""
    answers = _answers.get()
    if answers is not None:
        answers.clear()


class Memo:
    """Middleware: a memory that lasts one request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _answers.set({})
        try:
            return self.get_response(request)
        finally:
            _answers.reset(token)
