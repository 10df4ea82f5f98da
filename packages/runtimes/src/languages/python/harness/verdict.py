# What is told of one test: a TestResultEvent without its name, duration and output.
import ast, pprint, sys, traceback
import unittest
from _room import trace
from _room.rewrite import Mismatch, is_literal

LONG = 10000
ENDED = 'The program tried to end itself (%s), so this test has no result'
NOTHING = object()
# Which locals of unittest's assert methods hold its two sides.
SIDES = (('first', 'second'), ('list1', 'list2'), ('tuple1', 'tuple2'), ('set1', 'set2'), ('d1', 'd2'), ('seq1', 'seq2'), ('expr1', 'expr2'), ('a', 'b'))
LONE = {'assertTrue': True, 'assertFalse': False, 'assertIsNone': None}
OPERATORS = {'assertGreater': '> ', 'assertLess': '< ', 'assertGreaterEqual': '>= ', 'assertLessEqual': '<= ', 'assertNotEqual': 'not ', 'assertIsNot': 'not ', 'assertNotAlmostEqual': 'not '}


def text_of(value):
    """As text whose lines can be compared."""
    try:
        if type(value) is str and '\n' in value:
            return value[:LONG]
        text = repr(value)
        return (text if len(text) <= 72 else pprint.pformat(value, width=72, sort_dicts=False))[:LONG]
    except BaseException as error:
        return '<%s, whose repr failed with %s>' % (type(value).__name__, type(error).__name__)


def frames_of(error):
    """Where it happened, in the person's own files only."""
    lines = []
    for frame in traceback.extract_tb(error.__traceback__):
        if trace.is_theirs(frame.filename):
            lines.append('  File "%s", line %s, in %s' % (trace.shorten(frame.filename), frame.lineno, frame.name))
            if frame.line:
                lines.append('    ' + frame.line)
    return '\n'.join(lines[-40:])


def is_failure(error):
    return isinstance(error, AssertionError)


def message_of(error):
    if not is_failure(error):
        return trace.text_of(error).rstrip()[-LONG:]
    said = trace.shorten(trace.message_of(error)) or type(error).__name__
    where = frames_of(error)
    return (said[:LONG] + ('\n\n' + where if where else '')).rstrip()


def assert_frame(error):
    """The call of an assert method: its name, its locals, and the line that made it."""
    step, caller = error.__traceback__, None
    while step is not None:
        frame = step.tb_frame
        if frame.f_code.co_filename.endswith('unittest/case.py'):
            name = frame.f_code.co_name
            if name.startswith('assert') or (name == '__exit__' and 'self' in frame.f_locals):
                return name, frame.f_locals, caller
        elif trace.is_theirs(frame.f_code.co_filename):
            caller = frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next
    return None


def was_swapped(name, caller, trees):
    """`assertEqual(3, f(x))`: the literal is what was expected, whichever side it stands on."""
    tree = trees.get(trace.shorten(caller[0])) if caller else None
    if tree is None:
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
            if node.lineno <= caller[1] <= node.end_lineno and len(node.args) >= 2:
                return is_literal(node.args[0]) and not is_literal(node.args[1])
    return False


def sides_of_context(held):
    """Of `with self.assertRaises(…)`: what should have been raised, and what was."""
    context = held['self']
    expected = getattr(context, 'expected', None)
    if expected is None:
        return None
    wanted = ' or '.join(getattr(kind, '__name__', repr(kind)) for kind in (expected if isinstance(expected, tuple) else (expected,)))
    pattern = getattr(getattr(context, 'expected_regex', None), 'pattern', None)
    came = held.get('exc_value') or held.get('first_matching')
    given = 'nothing was raised' if came is None else ('%s: %s' % (type(came).__name__, trace.message_of(came)))[:LONG]
    return wanted if pattern is None else '%s: a message in which %r is found' % (wanted, pattern), given


def sides_of(error, trees):
    """(expected, actual) as text, or None where there are none."""
    if isinstance(error, Mismatch) and error.expected is not None:
        return text_of(error.expected[0]), text_of(error.actual[0])
    found = assert_frame(error)
    if found is None:
        return None
    name, held, caller = found
    if name == '__exit__':
        return sides_of_context(held)
    if name in LONE:
        return text_of(LONE[name]), text_of(held.get('expr', held.get('obj')))
    if name in ('assertIn', 'assertNotIn'):
        return ('' if name == 'assertIn' else 'without ') + text_of(held['member']), text_of(held['container'])
    for left, right in SIDES:
        if left in held and right in held:
            actual, expected = held[left], held[right]
            if name not in OPERATORS and was_swapped(name, caller, trees):
                actual, expected = expected, actual
            return OPERATORS.get(name, '') + text_of(expected), text_of(actual)
    return None


def of_error(error, trees):
    if isinstance(error, SystemExit):
        return {'status': 'error', 'message': ENDED % ('sys.exit(%s)' % ('' if error.code is None else text_of(error.code)))}
    trace.advise(error)
    verdict = {'status': 'failed' if is_failure(error) else 'error', 'message': message_of(error)}
    sides = sides_of(error, trees) if is_failure(error) else None
    if sides is not None:
        verdict['expected'], verdict['actual'] = sides
    return verdict


def raised_by(error, is_judged):
    """Whether it was raised by the files that are judged, and not by a test."""
    step, last = error.__traceback__ if error is not None else None, None
    while step is not None:
        filename = step.tb_frame.f_code.co_filename
        if trace.is_theirs(filename):
            last = filename
        step = step.tb_next
    return last is not None and is_judged(trace.shorten(last))


def of_skip(reason, error, is_judged):
    if raised_by(error, is_judged):
        return {'status': 'error', 'message': 'The solution tried to skip its own test: %s' % reason}
    return {'status': 'skipped', 'message': str(reason)}


def worst(verdicts):
    """One of several that the same test earned."""
    for status in ('error', 'failed', 'skipped', 'passed'):
        fitting = [verdict for verdict in verdicts if verdict['status'] == status]
        if fitting:
            first = dict(fitting[0])
            if len(fitting) > 1 and status in ('error', 'failed'):
                first['message'] = '\n\n'.join(verdict.get('message', '') for verdict in fitting)[: 2 * LONG]
            return first
    return {'status': 'error', 'message': 'The test ended without a result'}
