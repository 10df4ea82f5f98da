# When two sides are equal: what `assert left == right` asks, and what unittest's assertions are asked after their own.
from _room import approx, pinned
from _room.seal import Watch, is_code, is_lie

APPROX = (approx.Approx, pinned.Approx)
watch = Watch('approx', vars(approx.Approx), is_code)


class Judge:
    """Whose classes are not believed about equality: set for each session."""

    suspect = staticmethod(lambda kind: False)


def equal(left, right):
    kind = type(right)
    if kind in APPROX or kind.__module__.startswith('_pytest.'):
        return watch.broken() is None and right == left and not is_lie(left, getattr(right, 'expected', None), Judge.suspect)
    return left == right and not is_lie(left, right, Judge.suspect)
