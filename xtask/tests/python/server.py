"""The tutorial's server, as Python people write it. Only the port is an
argument here, so that tests can run beside each other; 0 lets the system
choose, and the line tells which."""

import socket
import sys

s = socket.socket()
print("Socket successfully created")

host = socket.gethostname()
port = int(sys.argv[1])

s.bind((host, port))
print("socket bound to %s" % s.getsockname()[1])

s.listen(5)
print("socket is listening", flush=True)

while True:
    c, addr = s.accept()
    print("Got connection from", addr, flush=True)
    c.send("Thank you for connecting".encode())
    c.close()
