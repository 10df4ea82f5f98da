# pytest-style tests: functions and classes, with their marks, parameters and fixtures.
import asyncio, inspect, unittest
from _room import verdict
from _room.fixtures import Definition, parameters
from _room.marks import Mark, products
from _room.minipytest import Failed, XFailed, unsupported


def marks_on(target):
    held = getattr(target, 'pytestmark', ())
    return [held] if isinstance(held, Mark) else list(held)


class Condition:
    """A skip, skipif or xfail mark, with what its condition is evaluated in."""

    def __init__(self, mark, space):
        self.mark, self.space = mark, space

    def holds(self):
        conditions = self.mark.args if self.mark.name != 'skip' else ()
        if 'condition' in self.mark.kwargs:
            conditions = (self.mark.kwargs['condition'],)
        if not conditions:
            return self.mark.name != 'skipif'
        return any(eval(one, dict(self.space)) if isinstance(one, str) else one for one in conditions)

    def reason(self):
        default = self.mark.args[0] if self.mark.name == 'skip' and self.mark.args else ''
        return self.mark.kwargs.get('reason', default)

    def verdict(self):
        if self.mark.name in ('skip', 'skipif') and self.holds():
            return {'status': 'skipped', 'message': str(self.reason())}
        return None


def conditions_of(marks, space):
    return [Condition(mark, space) for mark in marks if mark.name in ('skip', 'skipif', 'xfail')]


class Item:
    def __init__(self, module, path, cls, function, choice, marks, store, context):
        self.module, self.path, self.cls, self.function = module, path, cls, function
        self.store, self.context = store, context
        self.home = path + ('::' + cls.__qualname__ if cls else '')
        self.values = choice.values
        self.params = choice.indirect
        self.instance = None
        self.originalname = function.__name__
        self.marks = marks + choice.marks
        self.wanted = parameters(function, cls is not None and not isinstance(inspect.getattr_static(cls, function.__name__, None), staticmethod))
        self.id = choice.id
        self.problem = None

    @property
    def name(self):
        base = (self.cls.__qualname__ + '.' if self.cls else '') + self.originalname
        return base + ('[%s]' % self.id if self.id else '')

    def spread(self):
        """Itself, once for each combination of its parametrized fixtures."""
        try:
            wanted = self.wanted + self.used() + self.store.automatic(self)
            choices = self.store.choices(self, wanted)
        except Exception as error:
            self.problem = error
            return [self]
        items = []
        for choice in choices:
            item = object.__new__(Item)
            item.__dict__.update(self.__dict__, params={**self.params, **choice.values}, marks=self.marks + choice.marks)
            item.id = '-'.join(filter(None, (choice.id, self.id)))
            items.append(item)
        return items

    def used(self):
        return [name for mark in self.marks if mark.name == 'usefixtures' for name in mark.args]

    def place(self, scope):
        cls = self.cls.__qualname__ if self.cls else None
        return {'session': '', 'package': self.path.rpartition('/')[0], 'module': self.path, 'class': (self.path, cls), 'function': id(self)}[scope]

    def get_closest_marker(self, name, default=None):
        return next((mark for mark in reversed(self.marks) if mark.name == name), default)

    def run(self, following):
        conditions = conditions_of(self.marks, vars(self.module))
        for condition in conditions:
            given = condition.verdict()
            if given is not None:
                return given
        expected = next((one for one in conditions if one.mark.name == 'xfail' and one.holds()), None)
        if expected is not None and expected.mark.kwargs.get('run') is False:
            return {'status': 'skipped', 'message': 'expected to fail: %s' % expected.reason()}
        given, error = self.tried(following)
        return self.weighed(given, error, expected)

    def tried(self, following):
        given, error = {'status': 'passed'}, None
        try:
            self.call()
        except KeyboardInterrupt:
            raise
        except BaseException as caught:
            given, error = self.of(caught), caught
        try:
            self.store.leave(self, following if isinstance(following, Item) else None)
        except KeyboardInterrupt:
            raise
        except BaseException as caught:
            left = verdict.of_error(caught, self.context.trees)
            left['status'] = 'error'
            given, error = verdict.worst([given, left]), error or caught
        return given, error

    def of(self, error):
        judged = self.context.is_judged
        if isinstance(error, unittest.SkipTest):
            return verdict.of_skip(error, error, judged)
        if isinstance(error, XFailed):
            if verdict.raised_by(error, judged):
                return {'status': 'error', 'message': 'The solution tried to mark its own test as expected to fail'}
            return {'status': 'skipped', 'message': 'expected to fail: %s' % error}
        return verdict.of_error(error, self.context.trees)

    def weighed(self, given, error, expected):
        if expected is None or given['status'] == 'skipped':
            return given
        raises = expected.mark.kwargs.get('raises')
        if given['status'] == 'passed':
            if expected.mark.kwargs.get('strict'):
                return {'status': 'failed', 'message': '[XPASS(strict)] %s' % expected.reason()}
            return given
        if (raises is None or isinstance(error, raises)) and not isinstance(error, SystemExit):
            return {'status': 'skipped', 'message': 'failed, as expected: %s' % expected.reason()}
        return given

    def call(self):
        if self.problem is not None:
            raise self.problem
        function = self.function
        waits = inspect.iscoroutinefunction(function)
        if waits and self.get_closest_marker('asyncio') is None:
            unsupported('running of async tests without @pytest.mark.asyncio')
        self.instance = self.cls() if self.cls else None
        if self.cls:
            function = getattr(self.instance, self.originalname)
        for name in self.store.closure(self, self.store.automatic(self) + self.used() + self.wanted):
            self.store.value(self, name)
        made = function(**{name: self.store.value(self, name) for name in self.wanted})
        if waits:
            to_its_end(made)


def to_its_end(coroutine):
    """What runs it lies within reach of the program: whether it ran is seen from inside."""
    ended = []

    async def watched():
        await coroutine
        ended.append(True)

    asyncio.run(watched())
    if not ended:
        raise RuntimeError('The test did not come to its end')


def call(function, argument):
    if function is not None:
        function(*([argument] if parameters(function, False) else []))


def old_style(store, owner, home, pairs):
    """nose- and xunit-style set-up functions, as fixtures that everyone uses."""
    for scope, name, argument in pairs:
        if getattr(owner, 'setup_' + name, None) or getattr(owner, 'teardown_' + name, None):
            definition = Definition(around(owner, scope, name, argument), scope, autouse=True, name='_%s of %s' % (name, home))
            definition.free = True
            store.add(definition, home)


def around(owner, scope, name, argument):
    def wrapped(request):
        if owner is request.module and scope == 'function' and request.cls is not None:
            yield  # setup_function is for functions alone
            return
        holder = request.instance if scope == 'function' and isinstance(owner, type) else owner
        call(getattr(holder, 'setup_' + name, None), argument(request))
        yield
        call(getattr(holder, 'teardown_' + name, None), argument(request))

    return wrapped


MODULE = (('module', 'module', lambda request: request.module), ('function', 'function', lambda request: request.function))
CLASS = (('class', 'class', lambda request: request.cls), ('function', 'method', lambda request: request.function))


def made_items(module, path, cls, function, outer, store, context):
    marks = outer + marks_on(function)
    parametrized = [mark for mark in marks_on(function) if mark.name == 'parametrize'] + [mark for mark in reversed(outer) if mark.name == 'parametrize']
    base = [Item(module, path, cls, function, choice, marks, store, context) for choice in products(parametrized)]
    return [one for item in base for one in item.spread()]


def is_test_class(name, value, module):
    return (
        isinstance(value, type) and name.startswith('Test') and not issubclass(value, unittest.TestCase)
        and value.__module__ == module.__name__ and getattr(value, '__test__', True)
    )


def class_items(cls, module, path, outer, store, context):
    home = path + '::' + cls.__qualname__
    if '__init__' in vars(cls):
        return []
    space = {}
    for kind in reversed(cls.__mro__):
        space.update(vars(kind))
    store.learn(space, home)
    old_style(store, cls, home, CLASS)
    marks = outer + marks_on(cls)
    items = []
    for name, value in space.items():
        function = value.__func__ if isinstance(value, (staticmethod, classmethod)) else value
        if name.startswith('test') and inspect.isfunction(function):
            items += made_items(module, path, cls, function, marks, store, context)
        elif is_test_class(name, value, module):
            items += class_items(value, module, path, marks, store, context)
    return items


def items_of(module, path, store, context):
    store.learn(vars(module), path)
    old_style(store, module, path, MODULE)
    outer = marks_on(module)
    items = []
    for name, value in list(vars(module).items()):
        if name.startswith('test') and inspect.isfunction(value) and getattr(value, '__test__', True):
            items += made_items(module, path, None, value, outer, store, context)
        elif is_test_class(name, value, module):
            items += class_items(value, module, path, outer, store, context)
    return items
