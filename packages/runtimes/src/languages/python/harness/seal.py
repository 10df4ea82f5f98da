# Is what judges still what it was? Names must name the same objects, and functions must still have the same code.
import builtins, operator, sys, types

# A test may well put its own in place of these.
FREE = {'input', 'print', 'open', '__import__', '_', '__debug__', 'breakpoint', 'help', 'exit', 'quit'}


is_ = operator.is_
CODES = tuple(map(operator.attrgetter, ('__code__', '__defaults__', '__kwdefaults__')))


contents_of = operator.attrgetter('cell_contents')


def is_filled(cell):
    try:
        return cell.cell_contents is not cell
    except ValueError:
        return False


def function_of(value):
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    return value if isinstance(value, types.FunctionType) else None


class Watch:
    """One namespace: a module's or a class's. The check itself is all in C: it is made after each test."""

    def __init__(self, label, space, keep=lambda key, value: True):
        self.label = label
        self.space = space
        held = [(key, value) for key, value in list(space.items()) if keep(key, value)]
        self.keys = tuple(key for key, _ in held)
        self.values = tuple(value for _, value in held)
        self.functions = tuple(filter(None, map(function_of, self.values)))
        self.codes = [tuple(map(get, self.functions)) for get in CODES]
        self.cells = tuple(cell for one in self.functions for cell in one.__closure__ or () if is_filled(cell))
        self.contents = tuple(map(contents_of, self.cells))

    def broken(self):
        if not all(map(is_, map(self.space.get, self.keys), self.values)):
            return '%s.%s' % (self.label, next(key for key, value in zip(self.keys, self.values) if self.space.get(key) is not value))
        for get, was in zip(CODES, self.codes):
            if not all(map(is_, map(get, self.functions), was)):
                return '%s.%s' % (self.label, next(one.__name__ for one, code in zip(self.functions, was) if get(one) is not code))
        if not all(map(is_, map(contents_of, self.cells), self.contents)):
            return self.label
        return None


def is_code(key, value):
    return isinstance(value, (types.FunctionType, type, staticmethod, classmethod, property, types.BuiltinFunctionType))


def is_heap(value):
    return isinstance(value, type) and bool(value.__flags__ & (1 << 9))


class Seal:
    def __init__(self):
        self.watches = [Watch('builtins', vars(builtins), lambda key, value: key not in FREE)]
        self.seen = set()
        self.modules = {}
        self.spaces = []

    def module(self, name, module, register=True):
        """A module of the kit: its functions, and its classes with theirs."""
        if register:
            self.modules[name] = module
        self.watches.append(Watch(name, vars(module), is_code))
        for value in list(vars(module).values()):
            if is_heap(value) and value.__module__ == module.__name__:
                self.kind(value)

    def kind(self, kind):
        if id(kind) not in self.seen:
            self.seen.add(id(kind))
            self.watches.append(Watch(kind.__name__, vars(kind), is_code))

    def test_class(self, kind, kit):
        """A test's own class: what it had must stay, and nothing may come between it and the kit."""
        self.kind(kind)
        self.spaces.append((kind, set(vars(kind)), kit))

    def test_module(self, module):
        own = lambda key, value: is_code(key, value) and getattr(value, '__module__', None) == module.__name__
        self.watches.append(Watch(module.__name__, vars(module), own))

    def broken(self):
        if sys.gettrace() is not None or sys.getprofile() is not None:
            return 'sys.settrace'
        for name, module in self.modules.items():
            if sys.modules.get(name) is not module:
                return name
        for watch in self.watches:
            found = watch.broken()
            if found:
                return found
        for kind, had, kit in self.spaces:
            for name in vars(kind):
                if name not in had and hasattr(kit, name) and not name.startswith('__'):
                    return '%s.%s' % (kind.__name__, name)
        return None


# What an equality is worth when one side's class was written by the one who is judged.
PLAIN = (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, type(None))


class Stranger:
    """Equal to nothing but itself."""


def perturbed(value):
    kind = type(value)
    if kind in (int, float, complex):
        return value + 1
    if kind is bool:
        return not value
    if kind is str:
        return value + '\0'
    if kind is bytes:
        return value + b'\0'
    if kind in (list, tuple):
        return kind([*value, Stranger()])
    return Stranger()


def claims_equality(odd, plain):
    """`odd == plain` held. Does it hold for the builtin's own idea of equality, or at least not for anything?"""
    if isinstance(odd, type(plain)) and type(plain) is not type(None):
        return type(plain).__eq__(plain, odd) is not True
    for other in (Stranger(), perturbed(plain)):
        try:
            if odd == other:
                return True
        except Exception:
            pass
    return False


def is_lie(left, right, suspect, depth=0):
    """Whether `left == right`, which held, only held because a suspect class said so."""
    if left is right or depth > 20:
        return False
    for odd, plain in ((left, right), (right, left)):
        if type(plain) in PLAIN and suspect(type(odd)) and '__eq__' in dir(type(odd)) and claims_equality(odd, plain):
            return True
    if type(left) is type(right) and type(left) in (list, tuple) and len(left) == len(right):
        return any(is_lie(a, b, suspect, depth + 1) for a, b in zip(left, right))
    if type(left) is dict and type(right) is dict:
        return any(key in right and is_lie(value, right[key], suspect, depth + 1) for key, value in left.items())
    return False
