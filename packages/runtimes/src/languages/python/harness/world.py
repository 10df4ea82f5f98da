# What a job finds, and how it is put back: every job starts as if the interpreter had just been made.
import _signal, asyncio, atexit, builtins, gc, linecache, logging, operator, os, posix, random, socket, sys, threading, types, warnings
from _ctypes import _SimpleCData, sizeof
from _room.loop import use as use_loop
from _room.streams import flush_all, open_all

ROOT = '/home/room'
UNWATCHED = ('__main__', 'js', 'pyodide_js')
# Written lazily by the interpreter itself.
LAZY = {'_epoch', '__annotations_cache__', '__annotate_func__', '__annotate__', '__annotations__', '__doc__', '__abstractmethods__', '_abc_impl'}
is_ = operator.is_
values_of = gc.get_referents


class HardExit(SystemExit):
    """os._exit: ends the program, and no `finally` of a job's own harness mistakes it for anything else."""


def no_thread(*args, **kwargs):
    raise RuntimeError("can't start new thread: programs run here on one thread (asyncio works)")


def no_network(*args, **kwargs):
    raise OSError(101, 'There is no network here')


def hard_exit(status):
    raise HardExit(status)


# How often what dies may change what was put back.
DEATHS = 3
DEEPEST = 20000
set_limit = sys.setrecursionlimit


def limited(limit):
    """A browser's stack is what it is: far deeper, and the whole page may crash instead of raising RecursionError."""
    set_limit(min(limit, DEEPEST) if isinstance(limit, int) else limit)


class Mapping:
    """A namespace as it was: names, and the very objects they named."""

    __slots__ = ('names', 'values', 'count', 'space')

    def __init__(self, space):
        self.space = space
        self.names = list(space)
        self.values = list(space.values())
        self.count = len(self.names)

    def same(self):
        space = self.space
        return len(space) == self.count and all(map(is_, space.values(), self.values))

    def restore(self):
        """Returns what it held until now. What of that dies may run code of the program's: not while the names are gone."""
        space = self.space
        dying = list(space.values())
        space.clear()
        space.update(zip(self.names, self.values))
        return dying


class Byte(_SimpleCData):
    _type_ = 'c'


class Address(_SimpleCData):
    _type_ = 'P'


WORD = sizeof(Address)


def addresses(held):
    """Where the items of a list are, as bytes: where these are equal, the items are the very same, whatever they say of themselves."""
    # A list is its count of references, its type, its length, and then where its items are (PyListObject of listobject.h).
    items = Address.from_address(id(held) + 3 * WORD).value
    return bytes((Byte * (WORD * len(held))).from_address(items))


class Many:
    """Namespaces looked at all at once, in C: this is done after every job. Each is a dict."""

    def __init__(self, spaces):
        self.spaces = spaces
        self.note()

    def note(self):
        self.counts = list(map(len, self.spaces))
        self.values = values_of(*self.spaces)
        self.addresses = addresses(self.values)

    def same(self):
        return list(map(len, self.spaces)) == self.counts and addresses(values_of(*self.spaces)) == self.addresses


class Base:
    """Taken once, when the harness is installed."""

    def take(self):
        os._exit = hard_exit
        posix._exit = hard_exit
        threading._start_joinable_thread = no_thread
        socket.socket.connect = socket.getaddrinfo = no_network
        sys.setrecursionlimit = limited
        sys.dont_write_bytecode = True
        atexit._clear()
        self.modules = dict(sys.modules)
        self.spaces = [
            Mapping(vars(module))
            for name, module in self.modules.items()
            if isinstance(module, types.ModuleType) and name not in UNWATCHED and not name.startswith(('_pyodide', 'pyodide'))
        ]
        self.all_spaces = Many([mapping.space for mapping in self.spaces])
        self.of_sys = next(mapping for mapping in self.spaces if mapping.space is vars(sys))
        self.builtins = Mapping(vars(builtins))
        self.classes = [(kind, dict(vars(kind))) for kind in self.kinds()]
        # What a view of a class's namespace is a view of.
        self.all_classes = Many(gc.get_referents(*[vars(kind) for kind, _ in self.classes]))
        self.lists = [(held, list(held)) for held in (sys.path, sys.meta_path, sys.path_hooks, sys.warnoptions)]
        self.filters = list(warnings.filters)
        self.environ = dict(os.environ)
        self.limit = sys.getrecursionlimit()
        self.handlers = [(number, _signal.getsignal(number)) for number in _signal.valid_signals()]
        self.loggers = set(logging.Logger.manager.loggerDict)
        gc.collect()
        gc.freeze()

    def kinds(self):
        seen = {}
        for name, module in self.modules.items():
            if name.startswith(('_pyodide', 'pyodide')) or name in UNWATCHED:
                continue
            for value in list(getattr(module, '__dict__', {}).values()):
                if isinstance(value, type) and value.__flags__ & (1 << 9) and not value.__flags__ & (1 << 8):
                    seen[id(value)] = value
        return list(seen.values())

    def regain_spaces(self):
        """Returns whether they are as they were."""
        # Every job has its own streams and arguments there.
        self.of_sys.restore()
        if self.all_spaces.same():
            return True
        # What dies by it may change them once more, and what it left there may die in its turn.
        for _ in range(DEATHS):
            dying = [space.restore() for space in self.spaces if not space.same()]
            if not dying:
                self.all_spaces.note()
                return True
            del dying
        return False

    def regain_signals(self):
        for number, handler in self.handlers:
            if _signal.getsignal(number) is not handler:
                _signal.signal(number, handler)

    def classes_same(self):
        if self.all_classes.same():
            return True
        same = self.each_class_same()
        if same:
            # Something lazy was filled in: that is how it is from now on.
            self.all_classes.note()
        return same

    def each_class_same(self):
        for kind, was in self.classes:
            now = kind.__dict__
            if len(now) != len(was) or not all(map(is_, now.values(), was.values())):
                if any(now.get(key) is not value for key, value in was.items() if key not in LAZY):
                    return False
                if any(key not in was and key not in LAZY for key in now):
                    return False
        return True


base = Base()


def begin(folder, argv, mode):
    open_all(mode)
    os.chdir(ROOT)
    sys.argv = argv
    sys.path[:0] = [folder, ROOT] if folder != ROOT else [ROOT]
    asyncio._set_running_loop(None)
    random.seed()
    module = types.ModuleType('__main__')
    module.__dict__['__builtins__'] = builtins
    sys.modules['__main__'] = module
    return module


def regain_builtins():
    """Before anything is told of an error: what tells it uses these names."""
    if not base.builtins.same():
        base.builtins.restore()


def finish():
    """What CPython does when a program ends."""
    if atexit._ncallbacks():
        try:
            atexit._run_exitfuncs()
        except BaseException:
            pass  # already printed by sys.unraisablehook
    flush_all()
    sys.settrace(None)
    sys.setprofile(None)


def forget_modules():
    now = sys.modules
    added = [name for name in now if name not in base.modules]
    # A package with compiled parts cannot be loaded twice: it stays.
    compiled = {name.partition('.')[0] for name in added if (getattr(now[name], '__file__', None) or '').endswith('.so')}
    for name in added:
        if name.partition('.')[0] not in compiled:
            del now[name]
    for name, module in base.modules.items():
        if now.get(name) is not module:
            now[name] = module


def forget_paths():
    for held, was in base.lists:
        if held != was:
            held[:] = was
    cache = sys.path_importer_cache
    for path in [path for path in cache if path.startswith('/home/') or path.startswith('/tmp')]:
        del cache[path]


def forget_logging():
    root = logging.root
    root.handlers[:] = []
    root.filters[:] = []
    root.setLevel(logging.WARNING)
    logging.disable(logging.NOTSET)
    known = logging.Logger.manager.loggerDict
    for name in [name for name in known if name not in base.loggers]:
        del known[name]


def end():
    """Returns whether everything could be put back."""
    base.regain_spaces()
    forget_modules()
    forget_paths()
    if warnings.filters != base.filters:
        warnings.filters[:] = base.filters
        warnings._filters_mutated_lock_held() if hasattr(warnings, '_filters_mutated_lock_held') else warnings._filters_mutated()
    if dict(os.environ) != base.environ:
        os.environ.clear()
        os.environ.update(base.environ)
    if sys.getrecursionlimit() != base.limit:
        set_limit(base.limit)
    forget_logging()
    linecache.clearcache()
    gc.enable()
    asyncio.events.set_event_loop(None)
    base.regain_signals()
    # The program's own modules are gone by now, and what died with them may have changed what was put back before.
    return base.regain_spaces() and base.classes_same()
