"""pytest plugin: a test that tries to reach beyond this machine fails, whatever it meant to fetch."""

import ipaddress
import socket

import pytest

real_connect = socket.socket.connect
real_connect_ex = socket.socket.connect_ex


class BeyondThisMachine(RuntimeError):
    """Not an OSError: code that copes with a network that is down must not cope with this."""


def check(sock: socket.socket, address) -> None:
    if sock.family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = address[0]
    try:
        is_local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_local = host == "localhost"
    if not is_local:
        raise BeyondThisMachine(f"A test tried to reach {host}. Tests use this machine only.")


def connect(sock, address):
    check(sock, address)
    return real_connect(sock, address)


def connect_ex(sock, address):
    check(sock, address)
    return real_connect_ex(sock, address)


@pytest.fixture(autouse=True, scope="session")
def this_machine_only():
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect)
    patch.setattr(socket.socket, "connect_ex", connect_ex)
    yield
    patch.undo()
