"""The tutorial's client, as Python people write it: one recv()."""

import socket
import sys

s = socket.socket()

host = socket.gethostname()
port = int(sys.argv[1])

s.connect((host, port))
print(s.recv(1024).decode())
s.close()
