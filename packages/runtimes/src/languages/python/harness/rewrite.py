# Bare asserts that say what they saw: `assert a == b` keeps both sides.
import ast

HELPER = '@room'


def name(identifier, context):
    return ast.Name(identifier, context)


def call(method, *args):
    target = ast.Attribute(name(HELPER, ast.Load()), method, ast.Load())
    return ast.Call(target, list(args), [])


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
    def __init__(self):
        self.count = 0

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
            verdict = call('equal', name(left, ast.Load()), name(right, ast.Load()))
        swapped = is_literal(test.left) and not is_literal(test.comparators[0])
        facts = (ast.Constant(ast.unparse(test)), ast.Constant(operator), name(left, ast.Load()), name(right, ast.Load()), ast.Constant(swapped))
        return [
            ast.Assign([name(left, ast.Store())], test.left),
            ast.Assign([name(right, ast.Store())], test.comparators[0]),
            ast.If(ast.UnaryOp(ast.Not(), verdict), [self.fail(node, 'unequal', *facts)], []),
        ]

    def truth(self, node, test):
        value = self.temporary()
        negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        shown = test.operand if negated else test
        wrong = name(value, ast.Load()) if negated else ast.UnaryOp(ast.Not(), name(value, ast.Load()))
        facts = (ast.Constant(ast.unparse(test)), ast.Constant(negated), name(value, ast.Load()))
        return [
            ast.Assign([name(value, ast.Store())], shown),
            ast.If(wrong, [self.fail(node, 'untrue', *facts)], []),
        ]


def rewritten(source, filename):
    """The code of a test file."""
    tree = ast.parse(source, filename)
    tree.body = [node for node in tree.body if not is_main_call(node)]
    return compile(ast.fix_missing_locations(Asserts().visit(tree)), filename, 'exec', dont_inherit=True)


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


class Helper:
    """What rewritten asserts call. `judge(left, right)` decides on equality."""

    __slots__ = ('judge',)

    def __init__(self, judge):
        object.__setattr__(self, 'judge', judge)

    def __setattr__(self, key, value):
        raise AttributeError('sealed')

    def equal(self, left, right):
        return self.judge(left, right)

    def unequal(self, source, operator, left, right, swapped, message):
        said = message()
        lines = ['assert %s' % source] if said is None else [str(said), 'assert %s' % source]
        lines += ['  left:  %s' % shown(left), '  right: %s' % shown(right)]
        error = Mismatch('\n'.join(lines))
        if operator == '==':
            error.expected, error.actual = (left, right) if swapped else (right, left)
            error.expected, error.actual = (error.expected,), (error.actual,)
        return error

    def untrue(self, source, negated, value, message):
        said = message()
        lines = ['assert %s' % source] if said is None else [str(said), 'assert %s' % source]
        if type(value) is not bool:
            lines.append('  value: %s' % shown(value))
        return Mismatch('\n'.join(lines))
