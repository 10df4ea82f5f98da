# unittest's own methods as nobody can reach them: made again from their code, with a world of names of their own. A test
# calls these, so a patch of the class, of a function's code or of a builtin is nothing to it, however short it lasts.
import builtins, sys, types, unittest


def again(name):
    """A module's code, run once more where nobody finds what it makes."""
    real = sys.modules[name]
    space = {'__name__': name, '__package__': real.__package__, '__file__': real.__file__, '__builtins__': dict(vars(builtins))}
    exec(real.__spec__.loader.get_code(name), space)
    return space


def apart(module, **more):
    """A module's names as they are now; its functions find each other there."""
    twin = types.ModuleType(module.__name__)
    space = twin.__dict__
    space.update(vars(module), __builtins__=dict(vars(builtins)), **more)
    for key, value in list(space.items()):
        if isinstance(value, types.FunctionType) and value.__globals__ is vars(module):
            space[key] = copy_of(value, space)
    return twin


def copy_of(function, space):
    twin = types.FunctionType(function.__code__, space, function.__name__, function.__defaults__, function.__closure__)
    twin.__kwdefaults__ = function.__kwdefaults__
    twin.__qualname__ = function.__qualname__
    return twin


def made():
    """The functions of TestCase by name."""
    counting = again('collections')
    tools = again('unittest.util')
    tools['Counter'] = counting['Counter']
    case = again('unittest.case')
    for key, value in tools.items():
        if key in case and not key.startswith('__'):
            case[key] = value
    case['collections'] = apart(sys.modules['collections'], Counter=counting['Counter'])
    for key, value in list(case.items()):
        if isinstance(value, types.ModuleType) and key not in ('sys', 'warnings', 'collections'):
            case[key] = apart(value)
    # What is raised in one and caught in the other must be the same.
    for key in ('SkipTest', '_ShouldStop', '_UnexpectedSuccess'):
        case[key] = getattr(sys.modules['unittest.case'], key)
    return {
        key: value for key, value in vars(case['TestCase']).items()
        if isinstance(value, types.FunctionType) and not key.startswith('__')
    }


def is_assertion(name):
    return name.startswith(('assert', 'fail', '_base', '_get', '_format', '_truncate'))


class Bound:
    """The methods that a test has of TestCase itself and not of its own classes, bound to the test."""

    __slots__ = ('held', 'test')

    def __init__(self, test, functions):
        kind = type(test)
        space = vars(test)
        self.test = test
        self.held = {
            name: types.MethodType(function, test) for name, function in functions.items()
            if (is_assertion(name) or name not in space) and next(base for base in kind.__mro__ if name in vars(base)) is unittest.TestCase
        }
        if not any('failureException' in vars(base) for base in kind.__mro__[:kind.__mro__.index(unittest.TestCase)]):
            self.held['failureException'] = AssertionError
        space.update(self.held)

    def changed(self):
        """The name of an assertion that is another now."""
        space = vars(self.test)
        return next((name for name, value in self.held.items() if is_assertion(name) and space.get(name) is not value), None)

    def release(self):
        space = vars(self.test)
        for name, value in self.held.items():
            if space.get(name) is value:
                del space[name]
