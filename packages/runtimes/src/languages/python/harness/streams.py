# The standard streams, new for every job. Output goes to file descriptors 1 and 2, which the driver listens to.
import io, sys
from _room.loop import check, suspended

pull_sync = None
pull_async = None


def connect(sync, promise):
    global pull_sync, pull_async
    pull_sync, pull_async = sync, promise


def refuse():
    """To the program its input has ended; to a person it says why."""
    raise EOFError('Input cannot be waited for here: give all of it before the program starts')


def pulling(mode):
    return {'interactive': lambda: suspended(pull_async), 'none': refuse}.get(mode, pull_sync)


class Lines(io.RawIOBase):
    """Standard input, a line at a time; waits by stack switching or by blocking, as the job's input can be had."""

    name = '<stdin>'
    mode = 'r'

    def __init__(self, mode):
        self._pull = pulling(mode)
        self._terminal = mode in ('interactive', 'sync')
        self._rest = b''

    def readable(self):
        return True

    def fileno(self):
        return 0

    def isatty(self):
        return self._terminal

    def readinto(self, target):
        if not self._rest:
            line = self._pull()
            check(None)  # stopped meanwhile: there is no line, and its input has not ended either
            if not line:
                return 0
            self._rest = line.encode('utf-8', 'surrogatepass')
        count = min(len(target), len(self._rest))
        target[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def writer(descriptor, errors):
    raw = io.FileIO(descriptor, 'w', closefd=False)
    raw.name = '<stdout>' if descriptor == 1 else '<stderr>'
    # Unbuffered, as by `python -u`: what a program printed is out before it can hang.
    stream = io.TextIOWrapper(raw, 'utf-8', errors, write_through=True)
    stream.mode = 'w'
    return stream


def open_all(mode):
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(
        io.BufferedReader(Lines(mode)), 'utf-8', 'surrogateescape'
    )
    sys.stdout = sys.__stdout__ = writer(1, 'strict')
    sys.stderr = sys.__stderr__ = writer(2, 'backslashreplace')


def flush_all():
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:
            pass  # closed or replaced by the program: there is nothing left to send
