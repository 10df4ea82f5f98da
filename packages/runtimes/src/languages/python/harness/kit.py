# A session of tests: loads the test files, says what will report, runs each, and checks the kit after each.
import ast, inspect, sys, time, types, unittest
from _room import collect, judge, minipytest, realpytest, seal, trace, units, verdict
from _room.fixtures import Store
from _room.items import Condition, items_of, marks_on
from _room.rewrite import rewritten

ROOT = '/home/room'
CHANGED = 'The tests were changed while they ran (%s), so their results count for nothing'
KIT = (
    'unittest', 'unittest.case', 'unittest.suite', 'unittest.result', 'unittest.loader', 'unittest.runner', 'unittest.main',
    'unittest.async_case', 'unittest.mock', 'unittest.util',
)
clock = time.perf_counter


class Loaded:
    """A test file: its text, its tree, its module, its tests."""

    def __init__(self, path, source):
        self.path, self.source = path, source
        self.tree = self.module = self.error = None
        self.items = []
        try:
            trace.refuse_null(source, ROOT + '/' + path)
            self.tree = ast.parse(source, ROOT + '/' + path)
        except SyntaxError as error:
            self.error = error

    def promised(self):
        names = collect.names_of(self.tree) if self.tree is not None else []
        return names or [self.path]

    @property
    def is_script(self):
        return self.tree is not None and not collect.is_suite(self.tree)


class Script:
    """A file that defines no tests is one test itself."""

    def __init__(self, loaded, session):
        self.loaded, self.session, self.name = loaded, session, loaded.path

    def run(self, following):
        tree = self.loaded.tree
        if collect.uncalled_check(tree):
            return {'status': 'error', 'message': '%s defines check() and never calls it: end it with `check(your_function)`' % self.name}
        if not collect.asserts_anything(tree):
            return {'status': 'error', 'message': 'No tests were found in %s' % self.name}
        try:
            self.session.load(self.loaded)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            if isinstance(error, unittest.SkipTest):
                return verdict.of_skip(error, error, self.session.is_judged)
            return verdict.of_error(error, self.session.trees)
        return {'status': 'passed'}


class Broken:
    """A test that could not even be loaded, or that no longer counts."""

    def __init__(self, name, given):
        self.name, self.given = name, given

    def run(self, following):
        return dict(self.given)


class Session:
    def __init__(self, request, base_modules, harness):
        self.files = request['files']
        self.test_paths = request['testFiles']
        self.base_modules = base_modules
        every = [Loaded(path, self.files[path]) for path in self.test_paths if path in self.files]
        self.support = self.support_among(every)
        self.loaded = [loaded for loaded in every if loaded not in self.support]
        self.missing = [path for path in self.test_paths if path not in self.files]
        self.trees = {loaded.path: loaded.tree for loaded in every if loaded.tree is not None}
        self.store = Store(minipytest.unsupported)
        self.record = units.Record(self.trees, self.is_judged)
        self.tampered = None
        self.pins = {}
        self.seal = seal.Seal()
        self.trusted = set()
        judge.Judge.suspect = staticmethod(self.is_suspect)
        for name in KIT:
            self.seal.module(name, sys.modules[name])
        for name, module in harness.items():
            self.seal.module(name, module, register=False)

    def support_among(self, every):
        """Files that are there for the tests. Where nothing else is, they are taken for tests, which they then lack."""
        imports = {loaded.path: collect.modules_in(loaded.tree) for loaded in every if loaded.tree is not None}
        found = []
        for loaded in every:
            others = [names for path, names in imports.items() if path != loaded.path]
            if collect.is_support(loaded.path, loaded.tree, set().union(*others)):
                found.append(loaded)
        return found if len(found) < len(every) else []

    def load_support(self):
        """By the text that was given, and before the program has a say. What fails here fails again where it is imported."""
        for loaded in self.support:
            name = loaded.path.rpartition('/')[2]
            if loaded.tree is None or not name.endswith('.py') or name in ('conftest.py', '__init__.py'):
                continue
            try:
                self.load(loaded)
            except KeyboardInterrupt:
                raise
            except BaseException:
                sys.modules.pop(self.place(loaded.path), None)
                continue
            self.seal.modules[loaded.module.__name__] = loaded.module
            self.seal.test_module(loaded.module)

    def use_pytest(self):
        if 'pytest' not in sys.modules:
            sys.modules['pytest'] = minipytest.make_module()
        self.seal.module('pytest', sys.modules['pytest'])
        self.pins = minipytest.PINS

    run = None

    def is_judged(self, path):
        """A file of the workspace that is no test file: the solution, or what it brought along."""
        name = path.rpartition('/')[2]
        return path in self.files and path not in self.test_paths and name != 'conftest.py'

    def is_suspect(self, kind):
        name = getattr(kind, '__module__', None)
        return not str(name).startswith(('_pytest.', 'pytest')) and name not in self.base_modules and name not in self.trusted

    def place(self, path):
        """pytest's rule: the folder above the outermost package goes on sys.path."""
        folder, _, name = path.rpartition('/')
        parts = [name[:-3] if name.endswith('.py') else name]
        while folder and folder + '/__init__.py' in self.files:
            folder, _, package = folder.rpartition('/')
            parts.insert(0, package)
        where = ROOT + '/' + folder if folder else ROOT
        if where not in sys.path:
            sys.path.insert(0, where)
        return '.'.join(parts)

    def load(self, loaded):
        """Runs the text that was given, not whatever has become of the file meanwhile."""
        name = self.place(loaded.path)
        filename = ROOT + '/' + loaded.path
        code = rewritten(loaded.source, filename, judge.equal, self.pins)
        module = types.ModuleType(name)
        module.__dict__.update(__file__=filename, __package__=name.rpartition('.')[0])
        if name.rpartition('.')[0]:
            __import__(name.rpartition('.')[0])
        sys.modules[name] = module
        self.trusted.add(name)
        loaded.module = module
        exec(code, module.__dict__)

    def conftests(self):
        for path in sorted((path for path in self.files if path.rpartition('/')[2] == 'conftest.py'), key=len):
            folder = path.rpartition('/')[0]
            if any(loaded.path.startswith(folder) for loaded in self.loaded):
                found = Loaded(path, self.files[path])
                if found.error is not None:
                    raise found.error
                self.load(found)
                self.store.learn(vars(found.module), folder + '/' if folder else '')
                sys.modules.pop('conftest', None)

    def collected(self, loaded):
        """The tests of a file, or one stand-in for each that it promised."""
        if loaded.error is None and loaded.is_script:
            return [Script(loaded, self)]
        try:
            if loaded.error is not None:
                raise loaded.error
            self.load(loaded)
            self.check()
            items = self.tests_of(loaded)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return [Broken(name, self.of_load(error)) for name in loaded.promised()]
        return items or [Broken(loaded.path, {'status': 'error', 'message': 'No tests were found in %s' % loaded.path})]

    def of_load(self, error):
        if isinstance(error, unittest.SkipTest):
            return verdict.of_skip(error, error, self.is_judged)
        given = verdict.of_error(error, self.trees)
        given['status'] = 'error'
        return given

    def tests_of(self, loaded):
        module = loaded.module
        self.seal.test_module(module)
        items = []
        for test in units.tests_of(module):
            function = getattr(test, test._testMethodName, None)
            marks = marks_on(function) + marks_on(type(test))
            items.append(units.UnitItem(test, loaded.path, self.record, [Condition(mark, vars(module)) for mark in marks if mark.name in ('skip', 'skipif')]))
            self.seal.test_class(type(test), unittest.TestCase)
        found = items_of(module, loaded.path, self.store, self)
        for item in found:
            if item.cls is not None:
                self.seal.kind(item.cls)
        return self.in_order(module, items, found) + self.lost(loaded)

    def lost(self, loaded):
        """Functions that the text promises and that are tests no more."""
        space = vars(loaded.module)
        kept = lambda name: inspect.isfunction(space.get(name)) or getattr(space.get(name), '__test__', None) is False
        given = {'status': 'error', 'message': 'It is in the file, and yet no test after loading it: something replaced it'}
        return [Broken(name, given) for name in collect.functions_of(loaded.tree) if not kept(name)]

    def in_order(self, module, units_found, functions_found):
        """As the file has them; within a TestCase as unittest has them."""
        names = list(vars(module))
        first = lambda item: item.name.partition('.')[0].partition('[')[0]
        rank = {name: index for index, name in enumerate(names)}
        return sorted(units_found + functions_found, key=lambda item: rank.get(first(item), len(names)))

    def collect(self):
        items = []
        try:
            self.load_support()
            if not self.for_pytest:
                self.conftests()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            given = self.of_load(error)
            return self.named([(loaded, Broken(name, given)) for loaded in self.loaded for name in loaded.promised()])
        for loaded in self.loaded:
            if loaded not in self.for_pytest:
                items += [(loaded, item) for item in self.collected(loaded)]
        items += self.collected_by_pytest()
        items += [(None, Broken(path, {'status': 'error', 'message': 'There is no file %s' % path})) for path in self.missing]
        return self.named(items)

    def collected_by_pytest(self):
        if not self.for_pytest:
            return []
        self.run = realpytest.Run(self, self.for_pytest)
        by_path = {loaded.path: loaded for loaded in self.for_pytest}
        try:
            items = [(by_path.get(item.path), item) for item in self.run.items()]
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return [(loaded, Broken(name, self.of_load(error))) for loaded in self.for_pytest for name in loaded.promised()]
        told = dict(self.run.broken())
        for loaded in self.for_pytest:
            if not any(of is loaded for of, _ in items):
                message = told.get(loaded.path, 'No tests were found in %s' % loaded.path)
                given = {'status': 'error', 'message': trace.shorten(message)}
                items += [(loaded, Broken(name, given)) for name in loaded.promised()]
        return items

    def named(self, items):
        """Names that two files share are told apart by the file."""
        counts = {}
        for _, item in items:
            counts[item.name] = counts.get(item.name, 0) + 1
        result = []
        for loaded, item in items:
            label = '%s::%s' % (loaded.path, item.name) if counts[item.name] > 1 and loaded and len(self.loaded) > 1 else item.name
            result.append((label, item))
        return self.unique(result)

    def unique(self, pairs):
        seen = {}
        result = []
        for label, item in pairs:
            seen[label] = seen.get(label, 0) + 1
            result.append((label if seen[label] == 1 else '%s (%d)' % (label, seen[label]), item))
        return result

    def events(self):
        real = realpytest.is_served()
        self.for_pytest = [
            loaded for loaded in self.loaded
            if real and loaded.tree is not None and not loaded.is_script and collect.uses_pytest(loaded.tree)
        ]
        if not real:
            self.use_pytest()
        pairs = self.collect()
        self.check()
        yield {'type': 'plan', 'names': [label for label, _ in pairs]}
        for index, (label, item) in enumerate(pairs):
            following = pairs[index + 1][1] if index + 1 < len(pairs) else None
            given, duration = self.judged(item, following)
            yield {'type': 'test', 'name': label, 'durationMs': duration, **given}
        if self.run is not None:
            self.run.end()

    def judged(self, item, following):
        duration = 0
        if self.tampered is None:
            started = clock()
            given = item.run(following)
            duration = round((clock() - started) * 1000, 3)
            self.tampered = self.tampered or getattr(item, 'changed', None)
            self.check()
        if self.tampered is not None:
            given = {'status': 'error', 'message': CHANGED % self.tampered}
        return given, duration

    def check(self):
        self.tampered = self.tampered or self.seal.broken()
