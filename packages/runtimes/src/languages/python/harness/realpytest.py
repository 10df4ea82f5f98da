# The real pytest, where its wheels are served: it collects and runs, one test a step; asserts are rewritten by us, so
# that what judges them is the same as without it.
import ast, importlib.util, sys, unittest, warnings
from importlib.machinery import ModuleSpec
from _room import judge, trace, verdict
from _room.rewrite import rewritten

ROOT = '/home/room'
SEALED = (
    'pytest', '_pytest.runner', '_pytest.python', '_pytest.unittest', '_pytest.outcomes', '_pytest.reports', '_pytest.python_api',
    '_pytest.raises', '_pytest.skipping', '_pytest.fixtures', '_pytest.main', 'pluggy._callers', 'pluggy._hooks', 'pluggy._manager',
)
OPTIONS = ('-s', '--assert=plain', '--rootdir', ROOT, '-p', 'no:cacheprovider', '-p', 'no:faulthandler', '-p', 'no:terminal')


def is_served():
    """Whether `pytest` would be found in site-packages."""
    try:
        spec = importlib.util.find_spec('pytest')
    except ValueError:
        return False
    return spec is not None and '/site-packages/' in (spec.origin or '')


class OldNode(type):
    def __instancecheck__(cls, node):
        return isinstance(node, ast.Constant) and isinstance(node.value, cls.kinds)


def mend_ast():
    """The names of ast that pytest 7 still asks for, and that Python 3.14 has no more."""
    for name, kinds in (('Str', str), ('Num', (int, float, complex)), ('Bytes', bytes), ('NameConstant', (bool, type(None)))):
        if not hasattr(ast, name):
            setattr(ast, name, OldNode(name, (), {'kinds': kinds}))
    if not hasattr(ast.Constant, 's'):
        ast.Constant.s = ast.Constant.n = property(lambda node: node.value)


class Finder:
    """Gives test modules the text that was handed in, with its asserts rewritten."""

    def __init__(self, session, files):
        self.session = session
        self.files = {session.place(loaded.path): loaded for loaded in files}

    def find_spec(self, name, path=None, target=None):
        loaded = self.files.get(name)
        if loaded is None:
            return None
        return importlib.util.spec_from_file_location(name, ROOT + '/' + loaded.path, loader=self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        loaded = self.files[module.__name__]
        self.session.trusted.add(module.__name__)
        loaded.module = module
        exec(rewritten(loaded.source, ROOT + '/' + loaded.path, judge.equal), module.__dict__)
        self.session.seal.test_module(module)


class Plugin:
    """What pytest tells while it runs."""

    def __init__(self):
        self.reports, self.errors, self.broken = [], {}, []

    def pytest_runtest_makereport(self, item, call):
        self.errors[call.when] = call.excinfo.value if call.excinfo is not None else None

    def pytest_runtest_logreport(self, report):
        self.reports.append(report)

    def pytest_collectreport(self, report):
        if report.failed:
            self.broken.append(report)


def reason_of(report):
    longrepr = report.longrepr
    text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return text.removeprefix('Skipped: ')


class RealItem:
    def __init__(self, item, plugin, session):
        self.item, self.plugin, self.session = item, plugin, session
        path, _, rest = item.nodeid.partition('::')
        self.path = path
        self.name = rest.replace('::', '.')

    def run(self, following):
        plugin = self.plugin
        plugin.reports, plugin.errors = [], {}
        nextitem = following.item if isinstance(following, RealItem) else None
        self.item.config.hook.pytest_runtest_protocol(item=self.item, nextitem=nextitem)
        return verdict.worst([given for given in map(self.of, plugin.reports) if given is not None])

    def of(self, report):
        error = self.plugin.errors.get(report.when)
        if report.passed:
            return {'status': 'passed'} if report.when == 'call' else None
        if report.skipped:
            if isinstance(error, SystemExit):
                return verdict.of_error(error, self.session.trees)
            said = 'failed, as expected: %s' % report.wasxfail if hasattr(report, 'wasxfail') else reason_of(report)
            return verdict.of_skip(said, error, self.session.is_judged)
        if error is None:
            return {'status': 'failed', 'message': str(report.longrepr)}
        given = verdict.of_error(error, self.session.trees)
        if type(error).__name__ == 'Failed':
            given['status'] = 'failed'
            given['message'] = ('%s\n\n%s' % (error, verdict.frames_of(error))).rstrip()
        if type(error).__name__ == 'FixtureLookupError':
            given['message'] = trace.shorten(report.longreprtext)
        if report.when != 'call':
            given['status'] = 'error'
        return given


class Run:
    """One session of pytest over some files."""

    def __init__(self, session, files):
        self.session, self.files, self.plugin = session, files, Plugin()
        self.config = self.pytest_session = None

    def items(self):
        mend_ast()
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            import pytest
            from _pytest.config import _prepareconfig
            from _pytest.main import Session
        for name in SEALED:
            if name in sys.modules:
                self.session.seal.module(name, sys.modules[name])
        sys.meta_path.insert(0, Finder(self.session, self.files))
        paths = [ROOT + '/' + loaded.path for loaded in self.files]
        self.config = _prepareconfig([*OPTIONS, *paths], [self.plugin])
        self.config._do_configure()
        self.pytest_session = Session.from_config(self.config)
        self.config.hook.pytest_sessionstart(session=self.pytest_session)
        try:
            self.config.hook.pytest_collection(session=self.pytest_session)
        except pytest.UsageError:
            pass  # told file by file below
        return [RealItem(item, self.plugin, self.session) for item in self.pytest_session.items]

    def broken(self):
        """(path, message) of what could not be collected."""
        return [(report.nodeid.partition('::')[0], str(report.longrepr)) for report in self.plugin.broken]

    def end(self):
        if self.pytest_session is None:
            return
        self.config.hook.pytest_sessionfinish(session=self.pytest_session, exitstatus=0)
        self.config._ensure_unconfigure()
