# pytest.approx, pytest.raises and pytest.warns.
import decimal, fractions, math, re, types, warnings

NUMBERS = (int, float, complex, decimal.Decimal, fractions.Fraction)


class Approx:
    __array_ufunc__ = None
    __hash__ = None

    def __init__(self, expected, rel=None, abs=None, nan_ok=False):
        self.expected, self.rel, self.abs, self.nan_ok = expected, rel, abs, nan_ok

    def near(self, actual, expected):
        if isinstance(expected, bool) or not isinstance(expected, NUMBERS):
            return actual == expected
        if type(actual) not in NUMBERS and not (hasattr(actual, 'dtype') and isinstance(actual, NUMBERS)):
            return False
        if actual == expected:
            return True
        if math.isnan(abs(expected)):
            return self.nan_ok and math.isnan(abs(actual))
        if math.isinf(abs(expected)) or math.isnan(abs(actual)):
            return False
        return abs(expected - actual) <= self.tolerance(expected)

    def tolerance(self, expected):
        least = 1e-12 if self.abs is None else self.abs
        if self.rel is None and self.abs is not None:
            return least
        return max(least, (1e-6 if self.rel is None else self.rel) * float(abs(expected)))

    def __eq__(self, actual):
        expected = self.expected
        if isinstance(expected, dict):
            return isinstance(actual, dict) and set(actual) == set(expected) and all(self.near(actual[key], expected[key]) for key in expected)
        if isinstance(expected, (list, tuple)):
            return isinstance(actual, (list, tuple)) and len(actual) == len(expected) and all(map(self.near, actual, expected))
        return self.near(actual, expected)

    def __ne__(self, actual):
        return not self == actual

    def __bool__(self):
        raise AssertionError('approx() is not supported in a boolean context. Did you mean: `assert a == approx(b)`?')

    def __repr__(self):
        if isinstance(self.expected, NUMBERS) and not isinstance(self.expected, (bool, complex)) and math.isfinite(self.expected):
            return '%s ± %.1e' % (self.expected, self.tolerance(self.expected))
        return 'approx(%r)' % (self.expected,)


class ExceptionInfo:
    __class_getitem__ = classmethod(types.GenericAlias)
    _error = None

    @property
    def value(self):
        return self._error

    @property
    def type(self):
        return type(self._error)

    @property
    def tb(self):
        return self._error.__traceback__

    @property
    def typename(self):
        return type(self._error).__name__

    def exconly(self):
        return '%s: %s' % (self.typename, self._error)

    def errisinstance(self, kinds):
        return isinstance(self._error, kinds)

    def match(self, pattern):
        check_match(pattern, str(self._error))
        return True

    def __repr__(self):
        return '<ExceptionInfo %r>' % (self._error,)


def check_match(pattern, text):
    if not re.search(pattern, text):
        raise AssertionError('Regex pattern did not match.\n Regex: %r\n Input: %r' % (getattr(pattern, 'pattern', pattern), text))


def names_of(kinds):
    return ' or '.join(kind.__name__ for kind in kinds) if isinstance(kinds, tuple) else kinds.__name__


class Raises:
    def __init__(self, kinds, match, check):
        self.kinds, self.pattern, self.check = kinds, match, check
        self.info = ExceptionInfo()

    def __enter__(self):
        return self.info

    def __exit__(self, kind, error, tb):
        if error is None:
            raise AssertionError('DID NOT RAISE %s' % names_of(self.kinds))
        if not isinstance(error, self.kinds):
            return False
        self.info._error = error
        if self.pattern is not None:
            check_match(self.pattern, str(error))
        if self.check is not None and not self.check(error):
            raise AssertionError('check %r did not return True on %r' % (self.check, error))
        return True


def raises(expected_exception, *args, match=None, check=None, **kwargs):
    for kind in expected_exception if isinstance(expected_exception, tuple) else (expected_exception,):
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise TypeError('Expected an exception type, but got %r' % (kind,))
    manager = Raises(expected_exception, match, check)
    if not args:
        return manager
    with manager as info:
        args[0](*args[1:], **kwargs)
    return info


class Warns(warnings.catch_warnings):
    def __init__(self, kinds, match):
        super().__init__(record=True)
        self.kinds, self.pattern, self.list = kinds, match, []

    def __enter__(self):
        self.list = super().__enter__()
        warnings.simplefilter('always')
        return self.list

    def __exit__(self, kind, error, tb):
        super().__exit__(kind, error, tb)
        if error is not None:
            return
        fitting = [held for held in self.list if issubclass(held.category, self.kinds)]
        if not fitting:
            raise AssertionError('DID NOT WARN. No warnings of type %s were emitted.' % names_of(self.kinds))
        if self.pattern is not None and not any(re.search(self.pattern, str(held.message)) for held in fitting):
            raise AssertionError('DID NOT WARN. No warning matches %r.' % (self.pattern,))


def warns(expected_warning=Warning, *args, match=None, **kwargs):
    manager = Warns(expected_warning, match)
    if not args:
        return manager
    with manager:
        return args[0](*args[1:], **kwargs)


def deprecated_call(*args, **kwargs):
    return warns((DeprecationWarning, PendingDeprecationWarning, FutureWarning), *args, **kwargs)
