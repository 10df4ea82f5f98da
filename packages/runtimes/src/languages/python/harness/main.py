# What the driver calls. Everything goes and comes as text, so that no object of either side is held by the other.
import io, os, sys, random
from contextvars import copy_context
from json import dumps, loads
from _pyodide._importhook import jsfinder
from _room import calls, judge, kit, loop, streams, trace, world

ROOT = '/home/room'
OK = {'outcome': 'ok', 'exitCode': 0}
OK_TEXT = dumps(OK)


def exit_code(code):
    """As CPython: a message goes to stderr and means 1."""
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFFFFFFFF if code >= 0 else code
    try:
        print(code, file=sys.stderr)
    except Exception:
        pass
    return 1


def execute(entry, module):
    path = ROOT + '/' + entry
    with io.open_code(path) as file:
        # By its short name: so do warnings and tracebacks of the program's own show it.
        code = trace.compiled(file.read(), entry)
    module.__dict__.update(__file__=path, __cached__=None, __package__=None, __spec__=None, __loader__=None, __doc__=None)
    # In a context of its own: decimal's settings, for one, live there.
    copy_context().run(exec, code, module.__dict__)


def complain(text):
    """Past the program's own streams; after too much output nothing is taken any more."""
    try:
        os.write(2, text.encode('utf-8', 'backslashreplace'))
    except OSError:
        pass


def tell(error, text):
    hook = sys.excepthook
    if hook is world_hook:
        try:
            sys.stderr.write(text)
        except Exception:
            complain(text)
    else:
        try:
            hook(type(error), error, trace.theirs(error))
        except BaseException as inner:
            complain(trace.text_of(inner))


def unable(sentence):
    """The result where there is nothing to run."""
    complain(sentence + '\n')
    return {'outcome': 'error', 'exitCode': 1, 'error': {'name': 'FileNotFoundError', 'message': sentence}}


def failure(error):
    """The result of a program that ended with an error, printed as CPython prints it."""
    facts = trace.describe(error)
    # What the runner itself stopped did nothing wrong: its caller says how it ended.
    if not asked():
        tell(error, facts['stack'])
    return {'outcome': 'error', 'exitCode': 130 if isinstance(error, KeyboardInterrupt) else 1, 'error': facts}


world_hook = None
asked = None


class Room:
    def __init__(self, modules):
        # The names that judge; those that hold a job's own state are not sealed.
        self._modules = {name: module for name, module in modules.items() if name not in ('loop', 'streams', 'world', 'main')}
        self._session = self._events = None
        loop.use()

    def seal(self):
        """Last of all at build time: this is the state that every job starts from."""
        global world_hook
        world_hook = sys.excepthook = sys.__excepthook__
        world.base.take()

    def wake(self, sync, promise, nap, hear, is_asked):
        """First of all after loading: a snapshot holds one random state for everyone."""
        global asked
        asked = is_asked
        random.seed()
        # The way to the engine itself. What is left of it is what Pyodide holds.
        for held in (sys.modules, world.base.modules):
            held.pop('pyodide_js', None)
        jsfinder.jsproxies.pop('pyodide_js', None)
        sys.excepthook = world_hook
        # Pyodide puts the current folder on the path once more each time it boots.
        sys.path[:] = [path for path in sys.path if path]
        world.base.lists[0] = (sys.path, list(sys.path))
        streams.connect(sync, promise)
        loop.connect(nap, hear)

    def run(self, entry, args, mode):
        lacks = calls.missing(entry)
        if lacks:
            return dumps(unable(lacks))
        folder = os.path.dirname(ROOT + '/' + entry)
        module = world.begin(folder, [entry, *loads(args)], mode)
        result = OK
        try:
            execute(entry, module)
        except SystemExit as error:
            world.regain_builtins()
            code = exit_code(error.code)
            result = {'outcome': 'error', 'exitCode': code} if code else OK
        except BaseException as error:
            world.regain_builtins()
            result = failure(error)
        trace.release()
        world.finish()
        # The common end needs nothing that the program may have replaced, so putting that back can wait until it is told.
        if result is OK:
            return OK_TEXT
        world.base.regain_spaces()
        return dumps(result)

    def test(self, request, mode):
        request = loads(request)
        world.begin(ROOT, [request['entry']], mode)
        self._session = kit.Session(request, world.base.modules, self._modules)
        self._events = self.events(request)

    def events(self, request):
        yield from self._session.events()
        yield from calls.Cases(request).events()

    def step(self):
        """The next event; the last is `end`."""
        try:
            return dumps(next(self._events))
        except StopIteration:
            result = OK
        except BaseException as error:
            world.regain_builtins()
            result = {'outcome': 'error', 'exitCode': 130 if isinstance(error, KeyboardInterrupt) else 1, 'error': trace.describe(error)}
        world.finish()
        world.base.regain_spaces()
        return dumps({'type': 'end', 'result': result})

    def end(self):
        # pytest leaves more behind than is worth putting back.
        changed = self._session is not None and (self._session.tampered is not None or self._session.run is not None)
        self._session = self._events = None
        judge.Judge.suspect = staticmethod(lambda kind: False)
        return world.end() and not changed
