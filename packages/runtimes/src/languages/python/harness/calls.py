# Cases: calls of the entry's functions with JSON arguments. What they should give is judged elsewhere.
import asyncio, copy, importlib.util, inspect, os, re, sys, time, types
from _room import trace
from _room.encode import encode

ROOT = '/home/room'
clock = time.perf_counter


def snake(name):
    return re.sub(r'(?<=[a-z0-9])([A-Z])|(?<=[A-Z])([A-Z])(?=[a-z])', lambda found: '_' + found.group(0), name).lower()


def camel(name):
    head, *rest = name.split('_')
    return head + ''.join(part[:1].upper() + part[1:] for part in rest)


def spellings(name):
    return list(dict.fromkeys((name, snake(name), camel(name))))


def pick(owner, name):
    for spelling in spellings(name):
        found = getattr(owner, spelling, None)
        if callable(found):
            return found
    return None


def missing(entry):
    """What to say where the file that is to run is not there."""
    return None if os.path.isfile(ROOT + '/' + entry) else 'There is no file %s to run.' % entry


class Cases:
    def __init__(self, request):
        self.entry = request['entry']
        self.cases = request['cases']
        self.module = self.error = None

    def load(self):
        lacks = missing(self.entry)
        if lacks:
            raise FileNotFoundError(lacks)
        with open(ROOT + '/' + self.entry, 'rb') as file:
            source = file.read()
        name = self.entry.rpartition('/')[2].removesuffix('.py')
        module = types.ModuleType(name)
        module.__dict__['__file__'] = ROOT + '/' + self.entry
        sys.modules[name] = module
        exec(trace.compiled(source, self.entry), module.__dict__)
        self.module = module

    def function(self, name):
        owner = self.module
        path, _, last = name.rpartition('.')
        for part in path.split('.') if path else ():
            owner = getattr(owner, part, None)
        found = pick(owner, last) if owner is not None else None
        if isinstance(owner, type) and inspect.isfunction(inspect.getattr_static(owner, found.__name__, None) if found else None):
            found = pick(owner(), last)
        if found is None and not path and isinstance(getattr(self.module, 'Solution', None), type):
            found = pick(self.module.Solution(), last)
        if found is None:
            raise NameError('%s has no function %s' % (self.entry, ' or '.join(spellings(name))))
        return found

    def kind(self, name):
        pascal = ''.join(part[:1].upper() + part[1:] for part in name.split('_'))
        for spelling in dict.fromkeys((name, pascal)):
            found = getattr(self.module, spelling, None)
            if callable(found):
                return found
        raise NameError('%s has no class %s' % (self.entry, name))

    def outcome(self, work):
        """One result, and what was made of it."""
        try:
            made = work()
            if inspect.iscoroutine(made):
                made = asyncio.run(made)
            return {'value': encode(made)}, made
        except KeyboardInterrupt:
            raise
        except SystemExit as error:
            return {'error': {'name': 'SystemExit', 'message': 'The program ended itself (exit code %r)' % (error.code,)}}, None
        except BaseException as error:
            return {'error': trace.describe(error)}, None

    def method(self, held, name):
        found = pick(held, name)
        if found is None:
            attribute = next((getattr(held, spelling) for spelling in spellings(name) if hasattr(held, spelling)), self)
            if attribute is self:
                raise AttributeError('%s has no method %s' % (type(held).__name__, ' or '.join(spellings(name))))
            return lambda: attribute
        return found

    def results(self, case):
        args = copy.deepcopy(case.get('args') or [])
        if 'construct' not in case:
            return [self.outcome(lambda: self.function(case['call'])(*args))[0]]
        box = []
        failed, _ = self.outcome(lambda: box.append(self.kind(case['construct'])(*args)))
        if 'error' in failed:
            return [failed]
        step = lambda one: self.method(box[0], one['call'])(*copy.deepcopy(one.get('args') or []))
        return [self.outcome(lambda one=one: step(one))[0] for one in case['steps']]

    def events(self):
        if self.cases:
            failed, _ = self.outcome(self.load)
            self.error = failed if 'error' in failed else None
        for index, case in enumerate(self.cases):
            started = clock()
            results = [self.error] if self.error else self.results(case)
            yield {'type': 'case', 'index': index, 'results': results, 'durationMs': round((clock() - started) * 1000, 3)}
