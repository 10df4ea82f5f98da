# What a call returned, as JSON. Only values of exactly the builtin types are taken at their word: a subclass could
# lie about itself.
import collections, dataclasses, enum, itertools, math, types

DEPTH = 60
ITEMS = 100000
SAFE = 2**53
LAZY = (types.GeneratorType, range, map, filter, zip, enumerate, reversed, itertools.chain, itertools.islice)
LISTS = (list, tuple, set, frozenset, collections.deque)


def shown(value):
    try:
        text = repr(value)
    except BaseException as error:
        text = '<%s, whose repr failed with %s>' % (type(value).__name__, type(error).__name__)
    return {'$': 'repr', 'text': text[:20000]}


def number(value):
    if math.isnan(value):
        return {'$': 'NaN'}
    if math.isinf(value):
        return {'$': 'Infinity' if value > 0 else '-Infinity'}
    return value


def ordered(items):
    try:
        return sorted(items)
    except Exception:
        return list(items)


def key_of(key):
    if type(key) is str:
        return key
    if key is None or type(key) is bool:
        return {None: 'null', True: 'true', False: 'false'}[key]
    return repr(key)


def encode(value, depth=0):
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        return value if -SAFE <= value <= SAFE else shown(value)
    if kind is float:
        return number(value)
    if depth >= DEPTH:
        return shown(value)
    if kind in (set, frozenset):
        return [encode(item, depth + 1) for item in ordered(value)]
    if kind in LISTS:
        return [encode(item, depth + 1) for item in value]
    if issubclass(kind, tuple) and hasattr(kind, '_fields'):
        return [encode(item, depth + 1) for item in tuple.__iter__(value)]
    if kind in (dict, collections.OrderedDict, collections.defaultdict, collections.Counter):
        return {key_of(key): encode(item, depth + 1) for key, item in dict.items(value)}
    if kind in LAZY or (hasattr(kind, '__next__') and kind.__module__ == 'builtins'):
        return [encode(item, depth + 1) for item in itertools.islice(value, ITEMS)]
    if isinstance(value, enum.Enum) and type(value.value) in (str, int):
        return value.value
    return shown(value)
