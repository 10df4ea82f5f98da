# The module `pytest` where the real one is not served: a small part of it, which names what it cannot do.
import importlib, types
from _room import pinned
from _room.approx import Approx, ExceptionInfo, deprecated_call, raises, warns
from _room.builtin_fixtures import Capture, LogCapture, MonkeyPatch, Recorded, TempPaths
from _room.fixtures import Definition, Request, fixture
from _room.marks import Marks, param
import unittest


class Unsupported(Exception):
    """Something that only the real pytest can do."""


Unsupported.__module__ = 'pytest'


class Failed(AssertionError):
    pass


class XFailed(Exception):
    pass


Skipped = unittest.SkipTest
# What a test file finds under these names of `pytest`, whatever becomes of the module.
PINS = {'approx': pinned.Approx, 'raises': pinned.raises, 'warns': pinned.warns, 'deprecated_call': pinned.deprecated_call}


def unsupported(what):
    raise Unsupported(
        "pytest's %s is not in the built-in subset of pytest; serve pytest's wheels (docs/SELF-HOSTING.md)" % what
    )


def fail(reason='', pytrace=True):
    raise Failed(reason)


def skip(reason='', *, allow_module_level=False):
    raise Skipped(reason)


def xfail(reason=''):
    raise XFailed(reason)


def exit(reason='', returncode=None):
    raise SystemExit(reason)


def importorskip(modname, minversion=None, reason=None, *, exc_type=None):
    try:
        return importlib.import_module(modname)
    except ImportError as error:
        raise Skipped(reason or 'could not import %r: %s' % (modname, error)) from None


def unknown(name):
    if name.startswith('__'):
        raise AttributeError(name)
    unsupported(name)


def make_module():
    module = types.ModuleType('pytest', 'A small subset of pytest. Serve the real wheels for all of it.')
    fail.Exception, skip.Exception, xfail.Exception = Failed, Skipped, XFailed
    module.__dict__.update(
        approx=Approx, raises=raises, warns=warns, deprecated_call=deprecated_call, fixture=fixture, mark=Marks(), param=param,
        fail=fail, skip=skip, xfail=xfail, exit=exit, importorskip=importorskip, MonkeyPatch=MonkeyPatch,
        ExceptionInfo=ExceptionInfo, FixtureRequest=Request, CaptureFixture=Capture, LogCaptureFixture=LogCapture,
        TempPathFactory=TempPaths, WarningsRecorder=Recorded, __version__='0.0 (subset)', __getattr__=unknown,
    )
    module.__dict__['__builtins__'] = None
    del module.__dict__['__builtins__']
    return module
