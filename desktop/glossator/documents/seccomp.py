"""Seccomp: a process of Linux gives up system calls for good.

A filter is a program for the kernel's small machine (`linux/seccomp.h`, `linux/filter.h`;
kernel documentation, "Seccomp BPF"), which looks at the number and arguments of each call. This
one refuses what reading a document never needs: the network, other programs and processes,
changes to files. A refused call fails with "not permitted", so that a library that only
tries something goes on without it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

_PR_SET_SECCOMP = 22
_FILTER = 2

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
"""Where a call's number, machine and arguments stand; arguments are 8 bytes wide."""
_ALLOWED = 0x7FFF0000
_REFUSED = 0x00050000 | errno.EPERM
_UNKNOWN = 0x00050000 | errno.ENOSYS
_X32 = 0x40000000
"""The numbers of x86-64's other set of calls begin here."""

_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_OPENAT = {"x86_64": (257, 2), "aarch64": (56, 2)}
_OPEN = {"x86_64": (2, 1)}
"""Number, and which argument says what a file is opened for."""
_OPENAT2 = 437
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

_CALLS: dict[str, tuple[int | None, int | None]] = {
    # Network and other processes
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242), "execve": (59, 221),
    "execveat": (322, 281), "fork": (57, None), "vfork": (58, None), "clone": (56, 220),
    "clone3": (435, 435), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "process_madvise": (440, 440), "kcmp": (312, 272),
    "kill": (62, 129), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190),
    "mq_open": (240, 180),
    # Changes to files
    "creat": (85, None), "truncate": (76, 45), "unlink": (87, None), "unlinkat": (263, 35),
    "rename": (82, None), "renameat": (264, 38), "renameat2": (316, 276), "link": (86, None),
    "linkat": (265, 37), "symlink": (88, None), "symlinkat": (266, 36), "mkdir": (83, None),
    "mkdirat": (258, 34), "rmdir": (84, None), "mknod": (133, None), "mknodat": (259, 33),
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None),
    "utimensat": (280, 88), "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    # What belongs to the system
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "unshare": (272, 97), "setns": (308, 268), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsmount": (432, 432), "fsconfig": (431, 431), "fspick": (433, 433),
    "mount_setattr": (442, 442), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "kexec_file_load": (320, 294),
    "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89),
    "quotactl": (179, 60), "syslog": (103, 116),
}  # fmt: skip
"""What is refused, with its number on x86-64 and on 64-bit ARM, None where there is none."""


def give_up_calls() -> bool:
    """Refuse these system calls from here on; tell whether it worked.

    The process must have given up new privileges before.
    """
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return False
    machine = os.uname().machine
    if machine not in _MACHINES:
        return False
    code = _program(machine)
    instructions = ctypes.create_string_buffer(code, len(code))
    head = struct.pack("@HP", len(code) // 8, ctypes.addressof(instructions))
    libc = ctypes.CDLL(None, use_errno=True)
    done: int = libc.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_FILTER), head, 0, 0)
    return done == 0


def _program(machine: str) -> bytes:
    """Return the filter for a machine, 8 bytes an instruction."""
    column = list(_MACHINES).index(machine)
    numbers = [found[column] for found in _CALLS.values()]
    lines = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, _MACHINES[machine]),
        (_RETURN, 0, 0, _REFUSED),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _REFUSED),
        *_refuse(_OPENAT2, _UNKNOWN),  # its flags can't be seen; libraries go back to openat
    ]
    for number in numbers:
        if number is not None:
            lines += _refuse(number, _REFUSED)
    for opening in (_OPENAT, _OPEN):
        if machine in opening:
            number, argument = opening[machine]
            lines += [
                (_EQUAL, 0, 4, number),
                (_LOAD, 0, 0, _ARGUMENTS + 8 * argument),
                (_ANY_BIT, 0, 1, _WRITING),
                (_RETURN, 0, 0, _REFUSED),
                (_RETURN, 0, 0, _ALLOWED),
            ]
    lines.append((_RETURN, 0, 0, _ALLOWED))
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def _refuse(number: int, answer: int) -> list[tuple[int, int, int, int]]:
    return [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, answer)]
