import { freeName, quoted, type Driver } from './driver.js';

/** Calls in Python 3: functions of the entry, of a class `Solution`, and objects with their methods. */
export const pythonDriver: Driver = ({ files, entry }, cases, mark) => {
  const own = freeName(files, 'interview_calls', 'py');
  const order = { entry, cases, mark };
  return { entry: own, files: { ...files, [own]: SOURCE.replace('"ORDER"', () => quoted(order)) } };
};

const SOURCE = `import asyncio, copy, importlib.util, inspect, json, math, os, re, sys, time

ORDER = json.loads("ORDER")
ROOT = os.path.dirname(os.path.abspath(__file__))
out = sys.stdout
SAFE = 2 ** 53


def shown(value):
    try:
        return {'$': 'repr', 'text': repr(value)[:20000]}
    except BaseException as error:
        return {'$': 'repr', 'text': '<%s, whose repr failed with %s>' % (type(value).__name__, type(error).__name__)}


def encode(value, depth=0):
    kind = type(value)
    if value is None or kind in (bool, str):
        return value
    if kind is int:
        return value if -SAFE <= value <= SAFE else shown(value)
    if kind is float:
        if math.isnan(value):
            return {'$': 'NaN'}
        return {'$': 'Infinity' if value > 0 else '-Infinity'} if math.isinf(value) else value
    if depth >= 60:
        return shown(value)
    if kind in (set, frozenset):
        try:
            return [encode(item, depth + 1) for item in sorted(value)]
        except TypeError:
            return [encode(item, depth + 1) for item in value]
    if kind in (list, tuple) or kind.__name__ in ('deque', 'range', 'map', 'filter', 'zip', 'generator'):
        return [encode(item, depth + 1) for _, item in zip(range(100000), value)]
    if isinstance(value, dict):
        return {key if type(key) is str else repr(key): encode(item, depth + 1) for key, item in value.items()}
    return shown(value)


def spellings(name):
    snake = re.sub(r'(?<=[a-z0-9])([A-Z])|(?<=[A-Z])([A-Z])(?=[a-z])', lambda found: '_' + found.group(0), name).lower()
    head, *rest = name.split('_')
    return list(dict.fromkeys((name, snake, head + ''.join(part[:1].upper() + part[1:] for part in rest))))


def pick(owner, name):
    for spelling in spellings(name):
        found = getattr(owner, spelling, None)
        if callable(found):
            return found
    return None


def load():
    path = os.path.join(ROOT, ORDER['entry'])
    sys.path.insert(0, os.path.dirname(path))
    name = os.path.basename(path)[:-3]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def function(module, name):
    owner, (*path, last) = module, name.split('.')
    for part in path:
        owner = getattr(owner, part, None)
    found = pick(owner, last) if owner is not None else None
    if inspect.isclass(owner) and found and inspect.isfunction(inspect.getattr_static(owner, found.__name__, None)):
        found = pick(owner(), last)
    if found is None and not path and inspect.isclass(getattr(module, 'Solution', None)):
        found = pick(module.Solution(), last)
    if found is None:
        raise NameError('%s has no function %s' % (ORDER['entry'], ' or '.join(spellings(name))))
    return found


def method(held, name):
    found = pick(held, name)
    if found is None:
        for spelling in spellings(name):
            if hasattr(held, spelling):
                return lambda: getattr(held, spelling)
        raise AttributeError('%s has no method %s' % (type(held).__name__, ' or '.join(spellings(name))))
    return found


def outcome(work):
    try:
        made = work()
        if inspect.iscoroutine(made):
            made = asyncio.run(made)
        return {'value': encode(made)}
    except SystemExit as error:
        return {'error': {'name': 'SystemExit', 'message': 'The program ended itself (exit code %r)' % (error.code,)}}
    except BaseException as error:
        return {'error': {'name': type(error).__name__, 'message': str(error)[:4000]}}


def results(module, case):
    args = copy.deepcopy(case['args'])
    if 'construct' not in case:
        return [outcome(lambda: function(module, case['call'])(*args))]
    box = []
    pascal = ''.join(part[:1].upper() + part[1:] for part in case['construct'].split('_'))
    failed = outcome(lambda: box.append((pick(module, case['construct']) or getattr(module, pascal))(*args)))
    if 'error' in failed:
        return [failed]
    return [outcome(lambda: method(box[0], step['call'])(*copy.deepcopy(step['args']))) for step in case['steps']]


def main():
    held = []
    failed = outcome(lambda: held.append(load()))
    for index, case in enumerate(ORDER['cases']):
        began = time.time()
        came = results(held[0], case) if held else [failed]
        sys.stdout.flush()
        line = json.dumps({'index': index, 'results': came, 'ms': round((time.time() - began) * 1000, 3)})
        out.write('\\n' + ORDER['mark'] + line + '\\n')
        out.flush()


main()
`;
