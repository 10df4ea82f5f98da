# Uncaught errors as CPython prints them, without our frames and with the person's paths.
import sys, traceback

ROOT = '/home/room'
OURS = ('<room>', '<frozen importlib', '<frozen runpy')
INNER = ('/_pyodide/', '/pyodide/', '/_pytest/', '/pluggy/', '/unittest/')


def is_ours(filename):
    return filename.startswith(OURS) or any(part in filename for part in INNER)


def is_theirs(filename):
    return filename.startswith(ROOT + '/') or not filename.startswith(('/', '<'))


def shorten(text):
    return text.replace('"%s/' % ROOT, '"').replace(ROOT + '/', '')


def prune(report, seen=None):
    seen = set() if seen is None else seen
    if report is None or id(report) in seen:
        return
    seen.add(id(report))
    report.stack[:] = [frame for frame in report.stack if not is_ours(frame.filename)]
    prune(report.__cause__, seen)
    prune(report.__context__, seen)
    for inner in report.exceptions or ():
        prune(inner, seen)


def theirs(error):
    """The traceback without the frames that it begins with here, for a hook of the program's own."""
    step = error.__traceback__
    while step is not None and is_ours(step.tb_frame.f_code.co_filename):
        step = step.tb_next
    error.__traceback__ = step
    return step


MANY = 400
KEPT = 100


def shortened(error):
    """
    Takes the middle out of a very long traceback, and says how much. To print all of it takes seconds, and to free
    it in one go takes more stack than there is: what is cut is unlinked frame by frame, the innermost first.
    """
    steps = []
    step = error.__traceback__
    while step is not None:
        steps.append(step)
        step = step.tb_next
    if len(steps) <= MANY:
        return 0
    cut = steps[KEPT:-KEPT]
    steps[KEPT - 1].tb_next = steps[-KEPT]
    frames = [step.tb_frame for step in cut]
    for step in cut:
        step.tb_next = None
    del step
    while cut:
        cut.pop()
    held = steps[-KEPT:]
    error.__traceback__ = steps[0]
    shortened.frames.append(frames + [step.tb_frame for step in held])
    return len(frames)


shortened.frames = []


def release():
    """Frees what was cut, once nothing else holds it."""
    while shortened.frames:
        frames = shortened.frames.pop()
        while frames:
            frames.pop()


def report_of(error):
    report = traceback.TracebackException(type(error), error, error.__traceback__, compact=True)
    prune(report)
    return report


def text_of(error):
    try:
        left_out = shortened(error)
        lines = list(report_of(error).format())
        if left_out:
            lines.insert(-1, '  [%d frames of the middle are not shown]\n' % left_out)
        return shorten(''.join(lines))
    except Exception as inner:
        return '%s (and its traceback could not be printed: %s)\n' % (type(error).__name__, type(inner).__name__)


def message_of(error):
    try:
        return str(error)
    except Exception:
        return '<exception str() failed>'


def place_of(error):
    """The innermost line of the person's own files."""
    if isinstance(error, SyntaxError) and error.filename and is_theirs(error.filename):
        return shorten(error.filename), error.lineno
    found = None
    step = error.__traceback__
    while step is not None:
        filename = step.tb_frame.f_code.co_filename
        if is_theirs(filename):
            found = shorten(filename), step.tb_lineno
        step = step.tb_next
    return found or (None, None)


PACKAGE = "If '%s' is a package and not a file of yours: this Python has its standard library, and the packages that the page's host serves."


def advise(error):
    if isinstance(error, ModuleNotFoundError) and error.name and PACKAGE % error.name not in getattr(error, '__notes__', ()):
        error.add_note(PACKAGE % error.name)


def refuse_null(text, path):
    """Python refuses a null character without a word of where: said here, as for all else that cannot be read."""
    before, null, _ = text.partition('\0')
    if null:
        place = path, before.count('\n') + 1, len(before) - before.rfind('\n'), None
        raise SyntaxError('source code cannot contain null bytes', place)


def compiled(source, path):
    refuse_null(source.decode('utf-8', 'replace'), path)
    return compile(source, path, 'exec', dont_inherit=True)


def describe(error):
    """A RunError."""
    advise(error)
    path, line = place_of(error)
    message = error.msg if isinstance(error, SyntaxError) and error.msg else message_of(error)
    facts = {'name': type(error).__name__, 'message': shorten(message), 'stack': text_of(error)}
    if path:
        facts['path'] = path
    if line:
        facts['line'] = line
    if isinstance(error, SyntaxError) and error.offset:
        facts['column'] = error.offset
    return facts
