"""Calls of the system that no notebook needs, and that a submission could use past every other limit (seccomp).

They make memory that counts for nobody and outlives its program, namespaces, mounts, and keys; trace other programs; or
open files by their number. A filter of a few instructions answers "not permitted". For x86-64 and 64-bit ARM.
"""

import ctypes
import errno
import platform
import struct

from grading.sandbox.system import call

NUMBERS = {  # where the processors differ: x86-64, ARM
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "userfaultfd": (323, 282),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "open_by_handle_at": (304, 265),
    "clone": (56, 220),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
}
ALIKE = (425, 428, 429, 430, 431, 432, 433, 442, 447)  # io_uring_setup, the newer calls for mounts, memfd_secret
CLONE_3, NEW_NAMESPACES = 435, 0x7E020000  # its flags lie where a filter cannot look: without it, clone is used
PROCESSORS = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, AUDIT_ARCH_...
LOAD, EQUAL, AT_LEAST, AND, ANSWER = 0x20, 0x15, 0x35, 0x54, 0x06  # instructions of a filter
NUMBER, PROCESSOR, FIRST, SECOND = 0, 4, 16, 24  # where the filter finds the call's number and its arguments
PERMIT, REFUSE = 0x7FFF0000, 0x00050000
LOCAL, ROUTES, STREAM = 1, 16, 1  # AF_UNIX, AF_NETLINK, SOCK_STREAM
SUPPORTED = platform.machine() in PROCESSORS


def refuse(network):
    """Refuse the calls above to this process and its children, for good; with `network`, also to talk to anyone.

    It does nothing on a processor whose numbers it does not know: see SUPPORTED.
    """
    if not SUPPORTED:
        return
    column, processor = PROCESSORS[platform.machine()]
    number = {name: numbers[column] for name, numbers in NUMBERS.items()}
    no, unknown = (ANSWER, 0, 0, REFUSE | errno.EPERM), (ANSWER, 0, 0, REFUSE | errno.ENOSYS)
    program = [(LOAD, 0, 0, PROCESSOR), (EQUAL, 1, 0, processor), no, (LOAD, 0, 0, NUMBER)]
    program += [(AT_LEAST, 0, 1, 0x40000000), no, (EQUAL, 0, 1, CLONE_3), unknown]
    several = {"clone", "socket", "socketpair"} | (set() if network else {"connect"})
    for refused in [*(number[name] for name in number if name not in several), *ALIKE]:
        program += [(EQUAL, 0, 1, refused), no]
    yes = (ANSWER, 0, 0, PERMIT)
    program += [
        (EQUAL, 0, 5, number["clone"]),
        (LOAD, 0, 0, FIRST),
        (AND, 0, 0, NEW_NAMESPACES),
        (EQUAL, 0, 1, 0),
        yes,
        no,
    ]
    for name in ("socket", "socketpair") if network else ():  # a kernel needs local streams, and looks for interfaces
        program += [(EQUAL, 0, 8, number[name]), (LOAD, 0, 0, FIRST), (EQUAL, 4, 0, ROUTES), (EQUAL, 0, 4, LOCAL)]
        program += [(LOAD, 0, 0, SECOND), (AND, 0, 0, 15), (EQUAL, 0, 1, STREAM), yes, no]
    program += [yes]
    filters = b"".join(struct.pack("HBBI", *step) for step in program)
    held = ctypes.create_string_buffer(filters, len(filters))
    head = struct.pack("HL", len(program), ctypes.addressof(held))
    call("prctl", 22, ctypes.c_ulong(2), ctypes.create_string_buffer(head, len(head)))  # PR_SET_SECCOMP, its filters
