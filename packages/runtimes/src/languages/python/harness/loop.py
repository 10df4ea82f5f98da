# asyncio's own loop over a selector that only sleeps: no sockets here, so time is all there is to wait for.
# It blocks as `asyncio.run` does anywhere, which Pyodide's own loop can do only where stack switching exists.
import asyncio, time

SLICE = 0.05


class Sleeper:
    def select(self, timeout):
        if timeout is None:
            timeout = SLICE  # nothing is due: as in CPython this waits until it is stopped
        if timeout > 0:
            time.sleep(timeout)
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
        pass

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
    asyncio.events._set_event_loop_policy(Policy())
    asyncio._set_running_loop(None)
