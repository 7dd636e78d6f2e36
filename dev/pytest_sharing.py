"""pytest plugin: which tests of a run on several cores go to one worker.

The journeys share one running site, and the tests of a file often share a world that is dear to build.
"""

from xdist.scheduler import LoadScopeScheduling


class ByPlace(LoadScopeScheduling):
    """The journeys are one group, and every other file is one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return "journeys" if file.startswith("tests/journeys/") else file


def pytest_xdist_make_scheduler(config, log):
    return ByPlace(config, log)
