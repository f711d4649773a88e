"""Runs a program where ptrace(2) is forbidden, as it is in some containers.

    no_ptrace.py PROGRAM ARGUMENT...

The filter (seccomp(2)) answers EPERM. All that the program starts inherits it.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

# The number of ptrace, asm/unistd.h.
PTRACE = {"x86_64": 101, "aarch64": 117}[platform.machine()]
# linux/prctl.h, linux/seccomp.h
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO = 0x7FFF0000, 0x00050000
# linux/bpf_common.h: load a word, jump if equal, return.
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06


def instruction(code, value, if_true=0, if_false=0):
    return struct.pack("HBBI", code, if_true, if_false, value)


instructions = [
    # `struct seccomp_data` begins with the call's number.
    instruction(LOAD, 0),
    instruction(JUMP_IF_EQUAL, PTRACE, 0, 1),
    instruction(RETURN, SECCOMP_RET_ERRNO | errno.EPERM),
    instruction(RETURN, SECCOMP_RET_ALLOW),
]
code = ctypes.create_string_buffer(b"".join(instructions))
# `struct sock_fprog`
program = struct.pack("HxxxxxxP", len(instructions), ctypes.addressof(code))
libc = ctypes.CDLL(None, use_errno=True)
for arguments in (
    (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
    (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program),
):
    if libc.prctl(*arguments) != 0:
        sys.exit(f"prctl{arguments}: {os.strerror(ctypes.get_errno())}")
os.execv(sys.argv[1], sys.argv[1:])
