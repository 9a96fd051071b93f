"""Linux's own calls that Python has no name for: namespaces, mounts, capabilities, limits. Standard library only."""

import ctypes
import functools
import os
import socket
import struct

NEW_USER, NEW_PIDS, NEW_NETWORK, NEW_MESSAGES, NEW_NAME, NEW_MOUNTS = (
    0x10000000,  # CLONE_NEWUSER
    0x20000000,  # CLONE_NEWPID
    0x40000000,  # CLONE_NEWNET
    0x08000000,  # CLONE_NEWIPC
    0x04000000,  # CLONE_NEWUTS
    0x00020000,  # CLONE_NEWNS
)
READ_ONLY, NO_SETUID, NO_DEVICES, NO_PROGRAMS, BIND, ALL_PRIVATE = 1, 2, 4, 8, 0x1000, 0x44000  # of mount
DIE_WITH_PARENT, DUMPABLE, KEEP_CAPABILITIES, REAP_ORPHANS, NO_NEW_PRIVILEGES, AMBIENT = 1, 4, 8, 36, 38, 47  # of prctl
RAISE, READ_CLOSED_FOLDERS, KILL = 2, 2, 5  # PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH, CAP_KILL
CAPABILITIES_VERSION = 0x20080522


@functools.cache
def _library():
    return ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """Call a function of the C library; an OSError says which one failed, and why."""
    result = getattr(_library(), name)(*arguments)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def set_process(option, value, more=0):
    """Set an attribute of this process (prctl)."""
    call("prctl", option, *(ctypes.c_ulong(number) for number in (value, more, 0, 0)))


def mount(source, target, kind=None, flags=0, options=None):
    """Mount a file system, for this process and its children alone."""
    texts = [text if text is None else os.fsencode(text) for text in (source, target, kind)]
    call("mount", *texts, ctypes.c_ulong(flags), options if options is None else options.encode())


def drop_capabilities(but=None):
    """Give up every capability `but` one, for good; programs that are started have that one, too."""
    kept = 0 if but is None else 1 << but
    head = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION, 0)
    call("capset", ctypes.byref(head), ctypes.byref((ctypes.c_uint32 * 6)(kept, kept, kept)))
    if kept:
        set_process(AMBIENT, RAISE, but)
    set_process(NO_NEW_PRIVILEGES, 1)


def become(user, but=None):
    """Turn from root into a user that nobody else is, and keep no capability `but` one."""
    set_process(KEEP_CAPABILITIES, 1)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    drop_capabilities(but)
    set_process(DUMPABLE, 1)  # nothing in this memory is a secret


def own_namespaces(flags):
    """Leave the namespaces of the parent; in a new user namespace, keep one's own user and group."""
    user, group = os.geteuid(), os.getegid()
    call("unshare", flags)
    if flags & NEW_USER:
        for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)


def open_loopback():
    """Let the programs of a new network namespace talk to each other, as a kernel and its children do."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP


def limit(limits, own_count=False):
    """Limit what this process and each of its children may take (rlimits), where the system knows such limits.

    `own_count`: the system counts the processes of this sandbox apart. Otherwise all processes of the user count, and
    the number only stops the worst; whoever watches the sandbox must count for itself.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {
        "RLIMIT_CPU": limits["cpu"],
        "RLIMIT_FSIZE": limits["file"],
        "RLIMIT_NOFILE": limits["open_files"],
        "RLIMIT_CORE": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    if os.path.exists("/proc/self/statm"):  # elsewhere the limits of these two do not hold, or hold back the innocent
        with open("/proc/self/statm") as file:
            own = int(file.read().split()[0]) * resource.getpagesize()
        wanted["RLIMIT_AS"] = limits["memory"] + own  # on top of what a kernel is made of
        wanted["RLIMIT_NPROC"] = limits["processes"] if own_count else _of_the_user() + 4 * limits["processes"]
    for name, value in wanted.items():
        if hasattr(resource, name):
            hard = resource.getrlimit(getattr(resource, name))[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(getattr(resource, name), (value, value))


def _of_the_user():
    """Count the threads of all processes of this user, as the system does for its limit."""
    count = 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{name}").st_uid == os.getuid():
                count += len(os.listdir(f"/proc/{name}/task"))
        except OSError:  # it has just ended
            pass
    return count


def children(process):
    """Return the process ids of the children of `process`."""
    found = []
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{thread}/children") as file:
                found += map(int, file.read().split())
    except OSError:  # it has just ended
        pass
    return found


def descendants(process):
    """Return the process ids of all that descends from `process`, the oldest first."""
    found = children(process)
    for child in found:
        found += children(child)
    return found


def seconds(processes):
    """Return the seconds of processor time that these processes, and those they have waited for, took."""
    ticks = 0
    for process in processes:
        try:
            with open(f"/proc/{process}/stat") as file:
                ticks += sum(map(int, file.read().rpartition(")")[2].split()[11:15]))
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(processes, exact=False):
    """Return the bytes of memory that these processes take beyond files; `exact` counts what they share once."""
    names = ("Pss_Anon:", "Pss_Shmem:") if exact else ("RssAnon:", "RssShmem:")
    total = 0
    for process in processes:
        try:
            with open(f"/proc/{process}/{'smaps_rollup' if exact else 'status'}") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith(names)) * 1024
        except OSError:
            pass
    return total
