# unittest's tests, one at a time, by unittest itself.
import sys, unittest
from unittest.suite import TestSuite, _ErrorHolder
from unittest.loader import TestLoader, _FailedTest
from _room import pristine, verdict
from _room.judge import Judge
from _room.rewrite import Mismatch
from _room.seal import is_lie

CHECKED = (
    'assertEqual', 'assertListEqual', 'assertTupleEqual', 'assertDictEqual', 'assertSequenceEqual', 'assertCountEqual',
    'assertAlmostEqual', 'assertMultiLineEqual',
)
LIE = 'The result says that it equals anything: %s'


def doubting(original):
    def check(self, first, second, *args, **kwargs):
        original(self, first, second, *args, **kwargs)
        if is_lie(first, second, Judge.suspect):
            error = Mismatch(LIE % verdict.text_of(first))
            error.expected, error.actual = (second,), (first,)
            raise error

    check.__name__, check.__qualname__, check.__doc__ = original.__name__, original.__qualname__, original.__doc__
    return check


PRISTINE = pristine.made()
for _name in CHECKED:
    setattr(unittest.TestCase, _name, doubting(getattr(unittest.TestCase, _name)))
    PRISTINE[_name] = doubting(PRISTINE[_name])


class Record:
    """A TestResult for one test at a time, which nothing but its own methods writes to."""

    __slots__ = ('verdicts', 'trees', 'is_judged', 'blocked', 'shouldStop', 'failfast', '_testRunEntered', '_moduleSetUpFailed', '_previousTestClass')

    def __init__(self, trees, is_judged):
        self.verdicts, self.trees, self.is_judged = [], trees, is_judged
        self.blocked = None
        self.shouldStop = self.failfast = self._moduleSetUpFailed = False
        self._testRunEntered = True
        self._previousTestClass = None

    def startTest(self, test):
        pass

    def stopTest(self, test):
        pass

    def addDuration(self, test, elapsed):
        pass

    def addSuccess(self, test):
        self.verdicts.append({'status': 'passed'})

    def addError(self, test, err):
        given = verdict.of_error(err[1], self.trees)
        given['status'] = 'error'
        if isinstance(test, _ErrorHolder):
            given['message'] = '%s\n%s' % (test.description, given['message'])
            self.blocked = given
        self.verdicts.append(given)

    def addFailure(self, test, err):
        self.verdicts.append(verdict.of_error(err[1], self.trees))

    def addSkip(self, test, reason):
        given = verdict.of_skip(reason, sys.exc_info()[1], self.is_judged)
        if isinstance(test, _ErrorHolder):
            self.blocked = given
        self.verdicts.append(given)

    def addExpectedFailure(self, test, err):
        self.verdicts.append({'status': 'passed', 'message': 'failed, as expected'})

    def addUnexpectedSuccess(self, test):
        self.verdicts.append({'status': 'failed', 'message': 'It passed, but was marked as an expected failure'})

    def addSubTest(self, test, subtest, err):
        if err is not None:
            given = verdict.of_error(err[1], self.trees)
            given['message'] = '%s\n%s' % (subtest._subDescription(), given['message'])
            self.verdicts.append(given)


class Left:
    """Stands for a class whose fixtures are done with."""


class UnitItem:
    def __init__(self, test, prefix, record, marks):
        self.test, self.record, self.marks = test, record, marks
        kind = type(test)
        self.kind = kind
        self.name = '%s.%s' % (kind.__qualname__, test._testMethodName)
        self.prefix = prefix

    # The assertion that was another after the test than before.
    changed = None

    def run(self, following):
        record = self.record
        record.verdicts = []
        for mark in self.marks:
            given = mark.verdict()
            if given is not None:
                return given
        if record._previousTestClass is not None and record._previousTestClass.__module__ != self.kind.__module__:
            record.blocked = None
        suite = TestSuite([self.test])
        bound = pristine.Bound(self.test, PRISTINE)
        suite.run(record)
        self.changed = bound.changed()
        bound.release()
        if not record.verdicts and record.blocked is not None:
            record.verdicts.append(dict(record.blocked))
        self.leave(suite, following)
        return verdict.worst(record.verdicts)

    def leave(self, suite, following):
        record = self.record
        same = isinstance(following, UnitItem)
        if not same or following.kind is not self.kind:
            suite._tearDownPreviousClass(None, record)
            left = type('Left', (Left,), {'__module__': self.kind.__module__})
            record._previousTestClass = left
            record.blocked = record.blocked if record._moduleSetUpFailed else None
            if not same or following.kind.__module__ != self.kind.__module__:
                suite._handleModuleTearDown(record)
                record._previousTestClass = None


def flatten(suite):
    for part in suite:
        if isinstance(part, unittest.BaseTestSuite):
            yield from flatten(part)
        else:
            yield part


def tests_of(module):
    """unittest's tests of a module, in unittest's order."""
    loader = TestLoader()
    load_tests = getattr(module, 'load_tests', None)
    kinds = [
        value for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, unittest.TestCase) and value.__module__ == module.__name__
    ] or [
        value for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, unittest.TestCase) and not value.__module__.startswith('unittest')
    ]
    kinds = list(dict.fromkeys(kinds))
    suite = loader.suiteClass([loader.loadTestsFromTestCase(kind) for kind in kinds])
    if load_tests is not None:
        suite = load_tests(loader, suite, None)
    return list(flatten(suite))
