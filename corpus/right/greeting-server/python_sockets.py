"""Written in Python: one client at a time, the peer's address as a tuple."""

import argparse
import os
import signal
import socket
import sys


def port_number(text):
    """A port as the command line gives it: a number from 0 to 65535."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, 0 to 65535")
    return int(text)


def parse():
    parser = argparse.ArgumentParser(
        description="Send a greeting to every client",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--host", default=socket.gethostname(), help="name or address of the host")
    parser.add_argument("--port", default=12345, type=port_number, help="TCP port")
    return parser.parse_args()


def listen(host, port):
    """Listens on the first address of host that can be bound."""
    failure = OSError("the name has no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        try:
            return listen_on(family, kind, protocol, address)
        except OSError as error:
            failure = error
    raise failure


def listen_on(family, kind, protocol, address):
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def shown(address):
    """The address as IP:PORT, an IPv6 address in brackets."""
    if len(address) == 2:
        return "{}:{}".format(*address)
    ip, port, _, scope = address
    return f"[{ip}%{scope}]:{port}" if scope else f"[{ip}]:{port}"


def serve(listener):
    while True:
        try:
            connection, peer = listener.accept()
        except OSError as error:
            print(f"cannot accept: {error}", file=sys.stderr)
            continue
        print("Got connection from", peer, flush=True)
        with connection:
            try:
                connection.sendall(b"Thank you for connecting")
            except OSError as error:
                print(f"{peer} went away: {error}", file=sys.stderr)


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    arguments = parse()
    try:
        listener = listen(arguments.host, arguments.port)
    except (OSError, UnicodeError) as error:
        sys.exit(f"error: cannot listen on {arguments.host} port {arguments.port}: {error}")
    print("Listening on", shown(listener.getsockname()), flush=True)
    serve(listener)


if __name__ == "__main__":
    main()
