# Fixtures: found by name, made once a scope, finished in reverse.
import annotationlib, inspect
from unittest import mock
from _room.builtin_fixtures import TABLE
from _room.marks import Choice, rows_of

ORDER = ('session', 'package', 'module', 'class', 'function')
DONE = object()
ASKED = {'applymarker', 'config', 'fspath', 'keywords', 'path', 'raiseerror', 'session'}
# What pytest or its usual plugins would bring.
ELSEWHERE = {'cache', 'capfd', 'capfdbinary', 'capsysbinary', 'capteesys', 'doctest_namespace', 'pytestconfig', 'record_property', 'record_xml_attribute', 'subtests', 'testdir', 'pytester', 'tmpdir', 'tmpdir_factory', 'mocker', 'benchmark', 'event_loop'}


class Definition:
    """A function decorated with pytest.fixture."""

    def __init__(self, function, scope='function', params=None, autouse=False, ids=None, name=None, home=''):
        if scope not in ORDER:
            raise ValueError('a fixture has no scope %r' % (scope,))
        self.function, self.scope, self.autouse, self.home = function, scope, autouse, home
        self.free = False
        self.name = name or function.__name__
        self.rows = rows_of([self.name], params, ids) if params is not None else None
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__

    def __get__(self, owner, kind=None):
        return self

    def __call__(self, *args, **kwargs):
        raise TypeError('Fixture "%s" called directly. Tests ask for fixtures by naming them as parameters.' % self.name)


def fixture(function=None, *, scope='function', params=None, autouse=False, ids=None, name=None):
    make = lambda target: Definition(target, scope, params, autouse, ids, name)
    return make if function is None else make(function)


def patched(function):
    """How many arguments the decorators of mock.patch give it: they are the first, and no fixtures."""
    return sum(1 for one in getattr(function, 'patchings', ()) if not one.attribute_name and one.new is mock.DEFAULT)


def parameters(function, bound):
    # What it is annotated with is for people and checkers: names that only they see need not be there.
    signature = inspect.signature(function, annotation_format=annotationlib.Format.STRING)
    names = [
        part.name for part in signature.parameters.values()
        if part.kind in (part.POSITIONAL_OR_KEYWORD, part.KEYWORD_ONLY) and part.default is part.empty
    ]
    return names[bound + patched(function):]


class Node:
    """request.node: the test, by the names that pytest has for what it is."""

    def __init__(self, item):
        self._item = item
        self.name = item.originalname + ('[%s]' % item.id if item.id else '')
        self.nodeid = '::'.join([item.path] + (item.cls.__qualname__.split('.') if item.cls else []) + [self.name])
        self.own_markers = item.marks

    def __getattr__(self, name):
        return getattr(self._item, name)

    def iter_markers(self, name=None):
        return iter([mark for mark in reversed(self._item.marks) if name in (None, mark.name)])


class Request:
    def __init__(self, item, scope, param=DONE, name=None):
        self._item, self.scope, self.fixturename = item, scope, name
        self._finalizers = []
        if param is not DONE:
            self.param = param

    node = property(lambda self: Node(self._item))
    function = property(lambda self: self._item.function)
    cls = property(lambda self: self._item.cls)
    instance = property(lambda self: self._item.instance)
    module = property(lambda self: self._item.module)
    fixturenames = property(lambda self: list(self._item.wanted))

    def __getattr__(self, name):
        if name in ASKED:
            self._item.store.unsupported('request.%s' % name)
        raise AttributeError(name)

    def getfixturevalue(self, name):
        return self._item.store.value(self._item, name)

    def addfinalizer(self, finalizer):
        self._finalizers.append(finalizer)


class Store:
    """What has been made, and how to unmake it."""

    def __init__(self, unsupported):
        self.definitions = {}
        self.made = {}
        self.unsupported = unsupported
        self.generates = False
        for function, scope, _ in TABLE:
            self.add(Definition(function, scope))

    def add(self, definition, home=''):
        definition.home = home
        self.definitions.setdefault(definition.name, []).append(definition)

    def learn(self, space, home):
        self.generates = self.generates or 'pytest_generate_tests' in space
        for value in list(space.values()):
            if isinstance(value, Definition):
                self.add(value, home)

    def find(self, item, name, below=None):
        """The one nearest to the test: its class', its module's, its conftest's, then ours."""
        fitting = [held for held in self.definitions.get(name, ()) if item.home.startswith(held.home)]
        fitting.sort(key=lambda held: len(held.home))
        if below is not None:
            fitting = fitting[: fitting.index(below)] if below in fitting else fitting
        return fitting[-1] if fitting else None

    def automatic(self, item):
        names = [name for name, held in self.definitions.items() if any(one.autouse and item.home.startswith(one.home) for one in held)]
        return sorted(names, key=lambda name: ORDER.index(self.find(item, name).scope))

    def closure(self, item, names):
        """Every fixture a test needs, the widest scope first."""
        found, queue = [], list(names)
        while queue:
            name = queue.pop(0)
            if name in found or name == 'request' or name in item.values:
                continue
            definition = self.find(item, name)
            if definition is None:
                self.lacking(name)
            found.append(name)
            queue += self.needs(definition)
        return sorted(found, key=lambda name: ORDER.index(self.find(item, name).scope))

    def lacking(self, name):
        if name in ELSEWHERE:
            self.unsupported("fixture '%s'" % name)
        if self.generates:
            self.unsupported("pytest_generate_tests, by which '%s' may be meant," % name)
        raise LookupError("fixture '%s' not found; there are: %s" % (name, ', '.join(sorted(key for key in self.definitions if key[0] != '_'))))

    def needs(self, definition):
        return parameters(definition.function, bound=self.is_method(definition))

    def is_method(self, definition):
        return '::' in definition.home and not definition.free

    def choices(self, item, names):
        """The products of the parametrized fixtures among those."""
        combined = [Choice({}, '', [])]
        for name in self.closure(item, names):
            rows = self.find(item, name).rows
            if rows is not None and name not in item.params:
                combined = [one.beside(row) for one in combined for row in rows]
        return combined

    def value(self, item, name, asking=None):
        if name in item.values:
            return item.values[name]
        if name == 'request':
            return Request(item, 'function')
        definition = self.find(item, name, asking if asking is not None and asking.name == name else None)
        if definition is None:
            self.lacking(name)
        key = (definition, item.place(definition.scope))
        param = item.params.get(name, DONE)
        held = self.made.get(key)
        if held is not None and held[1] is not param:
            self.finish(key)
            held = None
        if held is None:
            held = self.made[key] = self.make(item, definition, param)
        return held[0]

    def make(self, item, definition, param):
        request = Request(item, definition.scope, param, definition.name)
        args = {name: request if name == 'request' else self.value(item, name, definition) for name in self.needs(definition)}
        function = definition.function
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            self.unsupported('async fixtures')
        if self.is_method(definition):
            function = function.__get__(item.instance)
        result = function(**args)
        generator = result if inspect.isgeneratorfunction(function) else None
        return (next(generator) if generator else result), param, generator, request

    def finish(self, key):
        _, _, generator, request = self.made.pop(key)
        for finalizer in reversed(request._finalizers):
            finalizer()
        if generator is not None and next(generator, DONE) is not DONE:
            raise RuntimeError("fixture '%s' yields more than once" % key[0].name)

    def leave(self, item, following):
        """Unmakes what the next test does not share, newest first. All of it is tried; the first error is raised."""
        first = None
        for key in reversed(list(self.made)):
            definition, place = key
            if key not in self.made or (following is not None and following.place(definition.scope) == place and definition.scope != 'function'):
                continue
            try:
                self.finish(key)
            except BaseException as error:
                first = first or error
        if first is not None:
            raise first
