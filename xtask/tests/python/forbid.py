"""Runs a program where a system call is forbidden, as in some containers.

    forbid.py CALL PROGRAM ARGUMENT...

The filter (seccomp(2)) answers EPERM. All that the program starts inherits it.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

# asm/unistd.h
NUMBERS = {
    "x86_64": {"ptrace": 101, "process_vm_readv": 310},
    "aarch64": {"ptrace": 117, "process_vm_readv": 270},
}
FORBIDDEN = NUMBERS[platform.machine()][sys.argv[1]]
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
    instruction(JUMP_IF_EQUAL, FORBIDDEN, 0, 1),
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
os.execv(sys.argv[2], sys.argv[2:])
