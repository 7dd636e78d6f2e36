"""What a database needs before the service starts; a step is done again when its files have changed."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from dev.places import PYTHON, ROOT, Stop, fingerprint, short_hash

REGISTER = "providers/data/*.csv.gz"
REQUIREMENTS = "requirements/base.txt"


@dataclass(frozen=True)
class Step:
    """A management command and the files that it brings into the database."""

    says: str
    command: list[str]
    made_from: list[str]

    @property
    def name(self) -> str:
        return self.command[0]


def steps(environment: dict[str, str]) -> list[Step]:
    """In order. The register and the demonstration council only where this is a demonstration."""
    register = [str(path) for path in sorted(ROOT.glob(REGISTER))]
    both = [
        Step(
            "Bringing the database up to date", ["migrate", "--no-input"], ["*/migrations/*.py", REQUIREMENTS]
        ),
        Step("Collecting static files", ["collectstatic", "--no-input"], ["static/**/*", REQUIREMENTS]),
        Step("Loading procedures", ["load_procedures"], ["events/procedure/**/*"]),
        Step("Loading words of letters", ["load_letters"], ["letters/words/*"]),
        Step("Loading the register of services", ["import_cqc", *register], [REGISTER]),
    ]
    demonstration = Step("Making the demonstration council", ["load_demo"], [])
    return both + [demonstration] * (environment.get("DEMONSTRATION") == "1")


def prepare(environment: dict[str, str]) -> None:
    """Do the steps that are due, in one process. What was done is remembered per database. Raises Stop."""
    memory = Path(environment["DATA_DIR"]) / f"prepared-{short_hash(environment['DATABASE_URL'])}.json"
    remembered = {} if is_empty(environment["DATABASE_URL"]) else read(memory)
    marks = {step.name: fingerprint(*step.made_from) for step in steps(environment)}
    due = [step for step in steps(environment) if remembered.get(step.name) != marks[step.name]]
    if not due:
        return
    for name in carry_out(due, environment):
        remembered[name] = marks[name]
        memory.write_text(json.dumps(remembered, indent=1))


def carry_out(due: list[Step], environment: dict[str, str]) -> Iterator[str]:
    """The name of each step once it is done. Raises Stop where one fails."""
    with subprocess.Popen(
        [str(PYTHON), "-m", "dev.steps", json.dumps([[step.says, step.command] for step in due])],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            yield from map(str.strip, child.stdout)
        except BaseException:  # we are ended: so is the step, which is one transaction or can be done again
            child.terminate()
            raise
    if child.returncode:
        raise Stop("The database isn't ready: the reason is above.")


def read(memory: Path) -> dict[str, str]:
    try:
        return json.loads(memory.read_text())
    except (OSError, ValueError):
        return {}


def is_empty(database_url: str) -> bool:
    """Whether the database was never migrated, such as one that was dropped since last time. Raises Stop."""
    try:
        connection = psycopg2.connect(database_url, connect_timeout=10)
    except psycopg2.OperationalError as error:
        raise Stop(f"The database doesn't answer: {error}") from None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('django_migrations') IS NULL")
            return cursor.fetchone()[0]
    finally:
        connection.close()
