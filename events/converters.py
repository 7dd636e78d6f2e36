"""How an event's reference looks in an address, so that /events/new/ is never taken for one."""


class ReferenceConverter:
    regex = r"PF-\d{4}-\d{4,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
