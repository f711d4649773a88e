"""Written in Python: IPv6 only, a thread for each client, the peer as a tuple of four."""

import argparse
import os
import signal
import socket
import sys
import threading


def port_number(text):
    """A port as the command line gives it: a number from 0 to 65535."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, 0 to 65535")
    return int(text)


def parse():
    parser = argparse.ArgumentParser(
        description="Send a greeting to every client, over IPv6 only",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--host", default="::1", help="name or IPv6 address to listen on")
    parser.add_argument("--port", default=12345, type=port_number, help="TCP port")
    return parser.parse_args()


def listen(host, port):
    """Listens on the first IPv6 address of host that can be bound."""
    failure = OSError("this host has no IPv6 address")
    for family, kind, protocol, _, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        if family != socket.AF_INET6:
            continue
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            if os.name == "posix":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
            return listener
        except OSError as error:
            listener.close()
            failure = error
    raise failure


def shown(address):
    """The address as [IP]:PORT."""
    ip, port, _, scope = address
    return f"[{ip}%{scope}]:{port}" if scope else f"[{ip}]:{port}"


def greet(connection, peer):
    with connection:
        try:
            connection.sendall(b"Thank you for connecting")
        except OSError as error:
            print(f"{peer} went away: {error}", file=sys.stderr)


def serve(listener):
    while True:
        try:
            connection, peer = listener.accept()
        except OSError as error:
            print(f"cannot accept: {error}", file=sys.stderr)
            continue
        print("Got connection from", peer, flush=True)
        threading.Thread(target=greet, args=(connection, peer), daemon=True).start()


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
