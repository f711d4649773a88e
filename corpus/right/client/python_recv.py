"""Written in Python, with recv on the first address that answers."""

import argparse
import socket
import sys


def port_number(text):
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def arguments():
    parser = argparse.ArgumentParser(
        description="Prints what a server sends until it closes.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--host", default=socket.gethostname(), help="name or address of the host"
    )
    parser.add_argument("--port", type=port_number, default=12345, help="TCP port")
    return parser.parse_args()


def connect(host, port):
    failure = OSError("the name has no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        try:
            connection = socket.socket(family, kind, protocol)
        except OSError as error:
            failure = error
            continue
        try:
            connection.connect(address)
            return connection
        except OSError as error:
            connection.close()
            failure = error
    raise failure


def main():
    options = arguments()
    where = f"{options.host}:{options.port}"
    try:
        connection = connect(options.host, options.port)
    except (OSError, UnicodeError) as error:
        print(f"error: cannot connect to {where}: {error}", file=sys.stderr)
        return 1
    data = bytearray()
    failure = None
    with connection:
        try:
            while piece := connection.recv(4096):
                data += piece
        except OSError as error:
            failure = error
    text = data.decode("utf-8", "replace") + "\n"
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
    if failure is not None:
        print(f"error: cannot read from {where}: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
