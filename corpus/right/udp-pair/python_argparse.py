"""The pair in Python: argparse with subcommands, and every line flushed."""

import argparse
import math
import os
import socket
import sys
import time
import unicodedata

PREFIX = b"Thank you for sending "
ATTEMPTS = 3


class Failure(Exception):
    """An expected failure, told in one line."""


def port_number(text):
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


port_number.__name__ = "port"


def seconds(text):
    number = float(text)
    if not (math.isfinite(number) and number > 0):
        raise ValueError(text)
    return number


def lookup(host, port):
    """The addresses of a host, in the resolver's order."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError) as error:
        raise Failure(f"cannot look up {host}: {error}") from error
    return [(family, address) for family, _, _, _, address in found]


def shown(address):
    """An address as Rust prints it."""
    host, port = address[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def on_one_line(datagram):
    """The text of a datagram with its control characters escaped."""
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) == "Cc"
        else character
        for character in datagram.decode("utf-8", errors="replace")
    )


def listen(host, port):
    """A socket on the first address that can be bound."""
    reason = None
    for family, address in lookup(host, port):
        sock = None
        try:
            sock = socket.socket(family, socket.SOCK_DGRAM)
            sock.bind(address)
            return sock
        except OSError as error:
            reason = error
            if sock is not None:
                sock.close()
    raise Failure(f"cannot listen on {host}:{port}: {reason}")


def serve(arguments):
    sock = listen(arguments.host, arguments.port)
    print("Listening on", shown(sock.getsockname()), flush=True)
    while True:
        try:
            datagram, peer = sock.recvfrom(65536)
            print(f"Got message from {peer[:2]}: {on_one_line(datagram)}", flush=True)
            sock.sendto(PREFIX + datagram, peer)
        except OSError as error:
            print(f"warning: {error}", file=sys.stderr)


def receive_from(sock, server, timeout):
    """The first datagram from the server, or None when the time is up."""
    deadline = time.monotonic() + timeout
    while (left := deadline - time.monotonic()) > 0:
        # A single wait has a limit in Python, and the loop has none.
        sock.settimeout(min(left, 86400))
        try:
            reply, sender = sock.recvfrom(65536)
        except socket.timeout:
            continue
        if sender[:2] == server[:2]:
            return reply
    return None


def ask(arguments):
    family, server = lookup(arguments.host, arguments.port)[0]
    message = os.fsencode(arguments.message)
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as sock:
            for _ in range(ATTEMPTS):
                sock.settimeout(None)
                sock.sendto(message, server)
                reply = receive_from(sock, server, arguments.timeout)
                if reply is not None:
                    print(reply.decode("utf-8", errors="replace"), flush=True)
                    return
    except OSError as error:
        raise Failure(f"cannot ask {shown(server)}: {error}") from error
    raise Failure(f"no reply from {shown(server)} after {ATTEMPTS} attempts")


def parse():
    parser = argparse.ArgumentParser(prog="udp-pair", allow_abbrev=False)
    halves = parser.add_subparsers(required=True, metavar="HALF")
    common = {
        "allow_abbrev": False,
        "formatter_class": argparse.ArgumentDefaultsHelpFormatter,
    }
    server = halves.add_parser("server", help="answer every datagram", **common)
    client = halves.add_parser("client", help="send a datagram, print the answer", **common)
    for half, which in (server, "host to bind"), (client, "server's host"):
        half.add_argument(
            "--host",
            default=socket.gethostname(),
            help=f"name or address of the {which}",
        )
        half.add_argument("--port", type=port_number, default=12345, help="UDP port")
    server.set_defaults(run=serve)
    client.add_argument(
        "--timeout",
        type=seconds,
        default=1.0,
        metavar="SECONDS",
        help="seconds to wait for each answer",
    )
    client.add_argument(
        "message", metavar="MESSAGE", nargs="?", default="Hello", help="what to send"
    )
    client.set_defaults(run=ask)
    return parser.parse_args()


def main():
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    arguments = parse()
    try:
        arguments.run(arguments)
    except Failure as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
