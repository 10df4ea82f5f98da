# asyncio's own loop over a selector that only sleeps: no sockets here, so time is all there is to wait for.
# It blocks as `asyncio.run` does anywhere, which Pyodide's own loop can do only where stack switching exists.
import asyncio, time
from pyodide import webloop
from pyodide.ffi import can_run_sync, run_sync

SLICE = 0.05
SHORT = 0.004
# Looks for signals at once, not after some more instructions (PyObject_Repr of CPython's object.c).
check = repr
page_loop = asyncio.events._get_running_loop()
nap = hear = None


def connect(promise, switch):
    global nap, hear
    nap, hear = promise, switch


def suspended(ask, *args):
    """
    Waits for a promise of JavaScript by stack switching. Pyodide wants its own loop to be the running one then.
    It runs Python of its own until the promise has come: an interruption there would be printed, and what waits would
    wait for ever. So none is heard until it has.
    """
    before = asyncio._get_running_loop()
    try:
        hear(False)
        asyncio._set_running_loop(page_loop)
        return run_sync(ask(*args))
    finally:
        asyncio._set_running_loop(before)
        hear(True)
        check(None)


def sleep(seconds):
    """time.sleep in slices, so that it can be interrupted; it gives the processor back where it can."""
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if left > SHORT and nap is not None and can_run_sync():
            suspended(nap, min(left, SLICE) * 1000)
        else:
            plain_sleep(min(left, SLICE))
            check(None)


plain_sleep = webloop._orig_sleep


class Sleeper:
    woken = False

    def select(self, timeout):
        if timeout is None:
            timeout = SLICE  # nothing is due: as in CPython this waits until it is stopped
        end = time.monotonic() + timeout
        while not self.woken and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, SLICE))
        self.woken = False
        return []

    def close(self):
        pass


class Loop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = Sleeper()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        """From a signal's handler: `asyncio.run` cancels its task by one, and wants the loop to go on."""
        self._selector.woken = True

    def run_in_executor(self, executor, func, *args):
        """There are no threads: the function runs here and now."""
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future


class Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = Loop


def use():
    """Undoes what Pyodide puts in the place of asyncio.run and time.sleep: they serve its own loop."""
    asyncio.run = webloop._orig_run
    time.sleep = sleep
    asyncio.events._set_event_loop_policy(Policy())
    asyncio._set_running_loop(None)
