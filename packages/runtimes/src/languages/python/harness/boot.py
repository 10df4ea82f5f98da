# Runs once in a booted interpreter (usually at build time, before the memory snapshot is taken).
# The harness lives in modules that nobody can import: each has its own copy of the builtins, and none stays in
# sys.modules, so a program that patches either does not reach what judges it.
import builtins, json, sys, types

ORDER = (
    'loop', 'trace', 'streams', 'world', 'encode', 'seal', 'rewrite', 'collect', 'marks', 'approx', 'pinned', 'builtin_fixtures',
    'fixtures', 'minipytest', 'judge', 'verdict', 'pristine', 'units', 'items', 'realpytest', 'kit', 'calls', 'main',
)
# A second time, for test files alone: what the module `pytest` shows is not what they call.
TWICE = {'pinned': 'approx'}
USUAL = """
abc argparse array ast asyncio atexit base64 bisect calendar cmath collections collections.abc contextlib contextvars copy csv
dataclasses datetime decimal difflib enum fnmatch fractions functools gc glob graphlib hashlib heapq importlib importlib.util
inspect io itertools json keyword linecache logging math numbers operator os os.path pathlib pprint queue random re
secrets shutil signal statistics string struct tempfile textwrap threading time timeit token tokenize traceback types typing
unittest unittest.mock unittest.async_case uuid warnings weakref zipfile
""".split()


def install(sources):
    for name in USUAL:
        __import__(name)
    for name in ORDER:
        module = types.ModuleType('_room.' + name)
        module.__dict__['__builtins__'] = dict(vars(builtins))
        sys.modules['_room.' + name] = module
        setattr(sys.modules.setdefault('_room', types.ModuleType('_room')), name, module)
        sys.modules['_room'].__path__ = []
        exec(compile(sources[TWICE.get(name, name)], '<room>/%s.py' % name, 'exec'), module.__dict__)
    modules = {name: sys.modules['_room.' + name] for name in ORDER}
    for name in ORDER:
        del sys.modules['_room.' + name]
    del sys.modules['_room']
    return modules['main'].Room(modules)
