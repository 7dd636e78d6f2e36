"""Two published versions of a contingency plan side by side. LGiU template T14."""

from risk.rules.versions import Difference, said_differently


def differences(before: dict, after: dict) -> list[Difference]:
    """What changed between two contents (see plans.operations.contingency_content), in the order of the plan."""
    return said_differently(_parts(before), _parts(after))


def _parts(content: dict) -> dict[str, dict[str, str]]:
    return {"The plan": dict(content["facts"]), **_sections(content)}


def _sections(content: dict) -> dict[str, dict[str, str]]:
    """What each section says; facts without the day they were confirmed, which differs always."""
    return {
        f"{one['number']} {one['title']}": {
            "Text": one["text"],
            "Owner": one["owner"],
            **{
                block["title"]: "\n".join(f"{fact['text']}: {fact['detail']}" for fact in block["facts"])
                for block in one["blocks"]
            },
        }
        for one in content["sections"]
    }
