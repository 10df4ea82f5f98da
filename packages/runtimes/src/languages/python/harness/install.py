# The first thing run, in Pyodide's own global namespace; leaves `_room` there for the driver to take.
import json as _json

_sources = _json.loads(_sources)  # noqa: F821: set by whoever runs this
_scope = {'__name__': '_boot'}
exec(compile(_sources['boot'], '<room>/boot.py', 'exec'), _scope)
_room = _scope['install'](_sources)
del _json, _sources, _scope
_room.seal()
