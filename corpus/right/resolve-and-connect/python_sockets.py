"""Written in Python, with a socket and a first line for each address."""

import argparse
import socket
import sys


def port_number(text):
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def arguments():
    parser = argparse.ArgumentParser(
        description="Connects to a host by its name.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "host",
        nargs="?",
        default="www.google.com",
        help="name or address of the host to connect to",
    )
    parser.add_argument(
        "--port", type=port_number, default=80, help="TCP port to connect to"
    )
    return parser.parse_args()


def say(line):
    sys.stdout.buffer.write(f"{line}\n".encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def connect(host, port):
    """Returns the address that answered, without the port."""
    failure = OSError("the name has no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        try:
            connection = socket.socket(family, kind, protocol)
        except OSError as error:
            failure = error
            continue
        say("Socket successfully created")
        with connection:
            try:
                connection.connect(address)
                return address[0].partition("%")[0]
            except OSError as error:
                failure = error
    raise failure


def main():
    options = arguments()
    host = options.host
    try:
        ip = connect(host, options.port)
    except (OSError, UnicodeError) as error:
        print(
            f"error: cannot connect to {host}:{options.port}: {error}", file=sys.stderr
        )
        return 1
    say(f"the socket has successfully connected to {host} on address == {ip}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
