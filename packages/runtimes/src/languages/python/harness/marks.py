# pytest.mark, pytest.param and pytest.parametrize's products.
import enum, inspect, itertools


class Mark:
    def __init__(self, name, args=(), kwargs=None):
        self.name, self.args, self.kwargs = name, args, kwargs or {}

    def __call__(self, *args, **kwargs):
        target = args[0] if len(args) == 1 and not kwargs else None
        if isinstance(target, type) or (inspect.isfunction(target) and target.__name__ != '<lambda>'):
            return self.put(target)
        return Mark(self.name, self.args + args, {**self.kwargs, **kwargs})

    def put(self, target):
        target.pytestmark = [*vars(target).get('pytestmark', ()), self]
        return target

    def __repr__(self):
        return 'Mark(name=%r, args=%r, kwargs=%r)' % (self.name, self.args, self.kwargs)


class Marks:
    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        return Mark(name)


class Param:
    def __init__(self, values, marks, id):
        self.values, self.id = values, id
        self.marks = [marks] if isinstance(marks, Mark) else list(marks)


def param(*values, marks=(), id=None):
    return Param(values, marks, id)


def text_of(value, fallback):
    if isinstance(value, (str, bytes)):
        return value if isinstance(value, str) else value.decode('ascii', 'backslashreplace')
    if value is None or isinstance(value, (int, float, complex, bool)):
        return str(value)
    if isinstance(value, enum.Enum):
        return str(value)
    if isinstance(getattr(value, '__name__', None), str):
        return value.__name__
    return fallback


class Choice:
    """One row of a parametrize, or one parameter of a fixture. What is indirect is for the fixture of that name."""

    def __init__(self, values, id, marks, indirect=None):
        self.values, self.id, self.marks, self.indirect = values, id, marks, indirect or {}

    def through(self, fixtures):
        direct = {name: value for name, value in self.values.items() if name not in fixtures}
        return Choice(direct, self.id, self.marks, {name: self.values[name] for name in self.values if name in fixtures})

    def beside(self, other):
        values, indirect = {**self.values, **other.values}, {**self.indirect, **other.indirect}
        return Choice(values, '-'.join(filter(None, (self.id, other.id))), self.marks + other.marks, indirect)


def row_of(names, value, index, ids):
    given = value if isinstance(value, Param) else Param((value,) if len(names) == 1 else tuple(value), (), None)
    if len(given.values) != len(names):
        raise ValueError('parametrize names %r but gives %d values: %r' % (names, len(given.values), given.values))
    id = given.id
    if id is None and callable(ids):
        said = [ids(part) for part in given.values]
        id = '-'.join(text_of(part, name + str(index)) if word is None else str(word) for word, part, name in zip(said, given.values, names))
    elif id is None and ids is not None and ids[index] is not None:
        id = str(ids[index])
    if id is None:
        id = '-'.join(text_of(part, name + str(index)) for part, name in zip(given.values, names))
    return Choice(dict(zip(names, given.values)), id, given.marks)


def distinct(rows):
    counts = {}
    for row in rows:
        counts[row.id] = counts.get(row.id, 0) + 1
    seen = itertools.count()
    numbers = {}
    for row in rows:
        if counts[row.id] > 1:
            number = numbers.get(row.id, 0)
            numbers[row.id] = number + 1
            row.id = '%s%d' % (row.id, number) if not row.id[-1:].isdigit() else '%s_%d' % (row.id, number)
    return rows


def rows_of(names, values, ids=None):
    names = [part.strip() for part in names.split(',') if part.strip()] if isinstance(names, str) else list(names)
    ids = ids if ids is None or callable(ids) else list(ids)
    return distinct([row_of(names, value, index, ids) for index, value in enumerate(values)])


def fixtures_in(indirect, row):
    """The names of a parametrize that stand for fixtures: all, some, or none."""
    return set(row.values) if indirect is True else set(indirect or ())


def products(marks):
    """Every combination of the parametrize marks: the one nearest to the function varies slowest, as in pytest."""
    combined = [Choice({}, '', [])]
    for mark in marks:
        options = {**dict(zip(('argnames', 'argvalues', 'indirect', 'ids', 'scope'), mark.args)), **mark.kwargs}
        rows = rows_of(options['argnames'], options['argvalues'], options.get('ids'))
        rows = [row.through(fixtures_in(options.get('indirect'), row)) for row in rows]
        combined = [one.beside(row) for one in combined for row in rows]
    return combined
