"""How an event is called: PF-2026-0001, the first of 2026."""


def event_reference(year: int, number: int) -> str:
    """`number` counts from 1 within the year; it grows past four digits rather than start again."""
    if number < 1 or not 2000 <= year <= 9999:
        raise ValueError("An event's number counts from 1, in a year of four digits from 2000.")
    return f"PF-{year}-{number:04d}"
