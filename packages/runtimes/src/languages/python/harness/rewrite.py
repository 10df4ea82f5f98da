# Bare asserts that say what they saw: `assert a == b` keeps both sides.
import ast, os, types, warnings

HELPERS = ('equal', 'unequal', 'untrue')


def name(identifier, context):
    return ast.Name(identifier, context)


def call(target, *args):
    return ast.Call(ast.Constant(target), list(args), [])


OPERATORS = {
    ast.Eq: '==', ast.NotEq: '!=', ast.Lt: '<', ast.LtE: '<=', ast.Gt: '>', ast.GtE: '>=',
    ast.Is: 'is', ast.IsNot: 'is not', ast.In: 'in', ast.NotIn: 'not in',
}


def is_literal(node):
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ('approx', 'pytest.approx'):
        return True
    if isinstance(node, ast.UnaryOp):
        return is_literal(node.operand)
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return all(map(is_literal, node.elts))
    if isinstance(node, ast.Dict):
        return all(key is not None and is_literal(key) for key in node.keys) and all(map(is_literal, node.values))
    return isinstance(node, ast.Name) and node.id in ('expected', 'want', 'wanted')


def is_main_call(node):
    """`unittest.main()` with no guard: the tests are run here, not there."""
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    func = node.value.func
    return (
        isinstance(func, ast.Attribute) and func.attr == 'main' and isinstance(func.value, ast.Name)
        and func.value.id in ('unittest', 'pytest')
    )


class Asserts(ast.NodeTransformer):
    def __init__(self, token):
        self.count = 0
        self.equal, self.unequal, self.untrue = (token % one for one in HELPERS)

    def temporary(self):
        self.count += 1
        return '@value%d' % self.count

    def visit_Assert(self, node):
        return [ast.copy_location(part, node) for part in self.split(node, node.test)]

    def split(self, node, test):
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            return [part for value in test.values for part in self.split(node, value)]
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            return self.compared(node, test)
        return self.truth(node, test)

    def fail(self, node, method, *args):
        message = node.msg or ast.Constant(None)
        return ast.Raise(call(method, *args, ast.Lambda(
            ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), message)), None)

    def compared(self, node, test):
        left, right = self.temporary(), self.temporary()
        operator = OPERATORS[type(test.ops[0])]
        verdict = ast.Compare(name(left, ast.Load()), test.ops, [name(right, ast.Load())])
        if operator == '==':
            verdict = call(self.equal, name(left, ast.Load()), name(right, ast.Load()))
        swapped = is_literal(test.left) and not is_literal(test.comparators[0])
        facts = (ast.Constant(ast.unparse(test)), ast.Constant(operator), name(left, ast.Load()), name(right, ast.Load()), ast.Constant(swapped))
        return [
            ast.Assign([name(left, ast.Store())], test.left),
            ast.Assign([name(right, ast.Store())], test.comparators[0]),
            ast.If(ast.UnaryOp(ast.Not(), verdict), [self.fail(node, self.unequal, *facts)], []),
        ]

    def truth(self, node, test):
        value = self.temporary()
        negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        shown = test.operand if negated else test
        wrong = name(value, ast.Load()) if negated else ast.UnaryOp(ast.Not(), name(value, ast.Load()))
        facts = (ast.Constant(ast.unparse(test)), ast.Constant(negated), name(value, ast.Load()))
        return [
            ast.Assign([name(value, ast.Store())], shown),
            ast.If(wrong, [self.fail(node, self.untrue, *facts)], []),
        ]


class Pins(ast.NodeTransformer):
    """Puts constants where `pytest.raises` is said, or `raises` imported from there, if the name means nothing else."""

    def __init__(self, tree, pinned, token):
        self.token = token
        self.modules, self.names = set(), {}
        for node in tree.body:
            if isinstance(node, ast.Import):
                self.modules.update(one.asname or one.name for one in node.names if one.name == 'pytest')
            elif isinstance(node, ast.ImportFrom) and node.module == 'pytest' and not node.level:
                self.names.update({one.asname or one.name: one.name for one in node.names if one.name in pinned})
        self.pinned = pinned
        bound = bound_in(tree)
        self.modules = {one for one in self.modules if bound.count(one) == 1}
        self.names = {one: of for one, of in self.names.items() if bound.count(one) == 1}

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if isinstance(node.value, ast.Name) and node.value.id in self.modules and node.attr in self.pinned and isinstance(node.ctx, ast.Load):
            return ast.copy_location(ast.Constant(self.token % node.attr), node)
        return node

    def visit_Name(self, node):
        if node.id in self.names and isinstance(node.ctx, ast.Load):
            return ast.copy_location(ast.Constant(self.token % self.names[node.id]), node)
        return node


def bound_in(tree):
    """Every name that is given a meaning anywhere in a file, once for each time."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found += [one.asname or one.name.partition('.')[0] for one in node.names]
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.append(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.append(node.name)
        elif isinstance(node, ast.arg):
            found.append(node.arg)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            found += node.names * 2
        elif isinstance(node, (ast.MatchAs, ast.MatchStar, ast.ExceptHandler)):
            found.append(node.name)
    return found


def with_constants(code, values):
    """The helpers themselves stand among the constants: there is no name by which they could be replaced."""
    swap = lambda one: with_constants(one, values) if isinstance(one, types.CodeType) else values.get(one, one) if type(one) is str else one
    return code.replace(co_consts=tuple(map(swap, code.co_consts)))


def rewritten(source, filename, equal, pinned={}):
    """The code of a test file. `equal(left, right)` decides on equality."""
    token = '%%s@%s' % os.urandom(12).hex()
    tree = ast.parse(source, filename)
    tree.body = [node for node in tree.body if not is_main_call(node)]
    pins = Pins(tree, pinned, token)
    tree = ast.fix_missing_locations(pins.visit(Asserts(token).visit(tree)))
    with warnings.catch_warnings():
        warnings.filterwarnings('ignore', "'str' object is not callable", SyntaxWarning)
        code = compile(tree, filename, 'exec', dont_inherit=True)
    helpers = {'equal': equal, 'unequal': unequal, 'untrue': untrue, **pinned}
    return with_constants(code, {token % key: value for key, value in helpers.items()})


class Mismatch(AssertionError):
    """An assertion that knows its two sides. To a program it is an AssertionError in every way."""

    expected = actual = None


Mismatch.__name__ = Mismatch.__qualname__ = 'AssertionError'
Mismatch.__module__ = 'builtins'


def shown(value):
    try:
        return repr(value)
    except BaseException as error:
        return '<%s, whose repr failed with %s>' % (type(value).__name__, type(error).__name__)


def unequal(source, operator, left, right, swapped, message):
    said = message()
    lines = ['assert %s' % source] if said is None else [str(said), 'assert %s' % source]
    lines += ['  left:  %s' % shown(left), '  right: %s' % shown(right)]
    error = Mismatch('\n'.join(lines))
    if operator == '==':
        error.expected, error.actual = (left, right) if swapped else (right, left)
        error.expected, error.actual = (error.expected,), (error.actual,)
    return error


def untrue(source, negated, value, message):
    said = message()
    lines = ['assert %s' % source] if said is None else [str(said), 'assert %s' % source]
    if type(value) is not bool:
        lines.append('  value: %s' % shown(value))
    return Mismatch('\n'.join(lines))
