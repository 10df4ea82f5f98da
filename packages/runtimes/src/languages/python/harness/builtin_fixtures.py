# The fixtures that pytest brings along, those of them that a worker can have.
import collections, contextlib, importlib, io, logging, os, pathlib, sys, tempfile, types, warnings

MISSING = object()
Captured = collections.namedtuple('CaptureResult', 'out err')


class Capture:
    """capsys"""

    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self):
        self.before = sys.stdout, sys.stderr
        self.start()

    def start(self):
        self.out, self.err = io.StringIO(), io.StringIO()
        sys.stdout, sys.stderr = self.out, self.err

    def readouterr(self):
        taken = Captured(self.out.getvalue(), self.err.getvalue())
        for held in (self.out, self.err):
            held.seek(0)
            held.truncate()
        return taken

    @contextlib.contextmanager
    def disabled(self):
        held = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self.before
        try:
            yield
        finally:
            sys.stdout, sys.stderr = held

    def stop(self):
        out, err = self.readouterr()
        sys.stdout, sys.stderr = self.before
        sys.stdout.write(out)
        sys.stderr.write(err)


def resolved(target):
    path, _, name = target.rpartition('.')
    parts = path.split('.')
    found = importlib.import_module(parts[0])
    for index, part in enumerate(parts[1:], 2):
        if not hasattr(found, part):
            importlib.import_module('.'.join(parts[:index]))
        found = getattr(found, part)
    return found, name


class MonkeyPatch:
    def __init__(self):
        self.undoes = []

    @classmethod
    @contextlib.contextmanager
    def context(cls):
        held = cls()
        try:
            yield held
        finally:
            held.undo()

    def setattr(self, target, name, value=MISSING, raising=True):
        if value is MISSING:
            value = name
            target, name = resolved(target)
        before = getattr(target, name, MISSING)
        if raising and before is MISSING:
            raise AttributeError('%r has no attribute %r' % (target, name))
        if isinstance(target, type):
            before = vars(target).get(name, MISSING)
        setattr(target, name, value)
        self.undoes.append(lambda: delattr(target, name) if before is MISSING else setattr(target, name, before))

    def delattr(self, target, name=MISSING, raising=True):
        if name is MISSING:
            target, name = resolved(target)
        if not hasattr(target, name):
            if raising:
                raise AttributeError(name)
            return
        before = vars(target).get(name, getattr(target, name)) if hasattr(target, '__dict__') else getattr(target, name)
        delattr(target, name)
        self.undoes.append(lambda: setattr(target, name, before))

    def setitem(self, held, key, value):
        before = held.get(key, MISSING)
        held[key] = value
        self.undoes.append(lambda: held.pop(key, None) if before is MISSING else held.__setitem__(key, before))

    def delitem(self, held, key, raising=True):
        if key not in held:
            if raising:
                raise KeyError(key)
            return
        before = held.pop(key)
        self.undoes.append(lambda: held.__setitem__(key, before))

    def setenv(self, name, value, prepend=None):
        if prepend and name in os.environ:
            value = value + prepend + os.environ[name]
        self.setitem(os.environ, name, str(value))

    def delenv(self, name, raising=True):
        self.delitem(os.environ, name, raising)

    def syspath_prepend(self, path):
        before = list(sys.path)
        sys.path.insert(0, str(path))
        self.undoes.append(lambda: sys.path.__setitem__(slice(None), before))

    def chdir(self, path):
        before = os.getcwd()
        os.chdir(path)
        self.undoes.append(lambda: os.chdir(before))

    def undo(self):
        while self.undoes:
            self.undoes.pop()()


class LogCapture(logging.Handler):
    """caplog"""

    def __init__(self):
        super().__init__()
        self.records = []
        self.levels = []
        self.setFormatter(logging.Formatter('%(levelname)-8s %(name)s:%(filename)s:%(lineno)d %(message)s'))

    handler = property(lambda self: self)
    text = property(lambda self: ''.join(self.format(record) + '\n' for record in self.records))
    messages = property(lambda self: [record.getMessage() for record in self.records])
    record_tuples = property(lambda self: [(record.name, record.levelno, record.getMessage()) for record in self.records])

    def emit(self, record):
        self.records.append(record)

    def clear(self):
        self.records.clear()

    def get_records(self, when):
        return self.records

    def set_level(self, level, logger=None):
        target = logging.getLogger(logger)
        self.levels.append((target, target.level))
        target.setLevel(level)

    @contextlib.contextmanager
    def at_level(self, level, logger=None):
        target = logging.getLogger(logger)
        before = target.level
        target.setLevel(level)
        try:
            yield
        finally:
            target.setLevel(before)

    def stop(self):
        logging.root.removeHandler(self)
        for target, level in reversed(self.levels):
            target.setLevel(level)


class Recorded(warnings.catch_warnings):
    """recwarn"""

    def __init__(self):
        super().__init__(record=True)

    def __enter__(self):
        self.list = super().__enter__()
        warnings.simplefilter('default')
        return self

    def __len__(self):
        return len(self.list)

    def __iter__(self):
        return iter(self.list)

    def __getitem__(self, at):
        return self.list[at]

    def pop(self, kind=Warning):
        for at, held in enumerate(self.list):
            if issubclass(held.category, kind):
                return self.list.pop(at)
        raise AssertionError('%r not found in warning list' % kind)

    def clear(self):
        self.list[:] = []


class TempPaths:
    def __init__(self):
        self.base = None

    def getbasetemp(self):
        self.base = self.base or pathlib.Path(tempfile.mkdtemp(prefix='pytest-'))
        return self.base

    def mktemp(self, basename, numbered=True):
        for number in range(100000):
            path = self.getbasetemp() / ('%s%d' % (basename, number) if numbered else basename)
            if not path.exists():
                path.mkdir()
                return path
        raise OSError('no name is left')


def capsys():
    held = Capture()
    yield held
    held.stop()


def monkeypatch():
    held = MonkeyPatch()
    yield held
    held.undo()


def caplog():
    held = LogCapture()
    logging.root.addHandler(held)
    yield held
    held.stop()


def recwarn():
    with Recorded() as held:
        yield held


def tmp_path_factory():
    return TempPaths()


def tmp_path(request, tmp_path_factory):
    name = ''.join(letter if letter.isalnum() else '_' for letter in request.node.name)[:30]
    return tmp_path_factory.mktemp(name)


TABLE = (
    (capsys, 'function', ()),
    (monkeypatch, 'function', ()),
    (caplog, 'function', ()),
    (recwarn, 'function', ()),
    (tmp_path_factory, 'session', ()),
    (tmp_path, 'function', ('request', 'tmp_path_factory')),
)
