# What a test file holds, told from its text alone: these names are promised before any of it runs.
import ast


def is_test_class(node):
    bases = [ast.unparse(base).rsplit('.', 1)[-1] for base in node.bases]
    return node.name.startswith('Test') or any(base.endswith(('TestCase', 'Test', 'Tests')) for base in bases)


def methods_of(node):
    return [part.name for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) and part.name.startswith('test')]


def functions_of(tree):
    return [part.name for part in tree.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) and part.name.startswith('test')]


def names_of(tree):
    names = functions_of(tree)
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and (is_test_class(node) or methods_of(node)):
            names += ['%s.%s' % (node.name, method) for method in methods_of(node)]
    return names


def is_suite(tree):
    """Whether it defines tests. If not, the file is itself one test: a script of asserts."""
    if names_of(tree):
        return True
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and is_test_class(node):
            return True
        if isinstance(node, ast.FunctionDef) and node.name == 'load_tests':
            return True
    return False


def asserts_anything(tree):
    return any(isinstance(node, (ast.Assert, ast.Raise)) for node in ast.walk(tree))


def modules_in(tree):
    """The last names of the modules that it imports, and the names taken out of packages."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update([node.module or '', *(alias.name for alias in node.names)])
    return {name.rpartition('.')[2] for name in names}


def is_support(path, tree, imported):
    """Whether a file stands among the tests to be used by them: a conftest, a helper, data."""
    name = path.rpartition('/')[2]
    if not name.endswith('.py') or name in ('conftest.py', '__init__.py'):
        return True
    if tree is None or 'test' in name.lower() or is_suite(tree):
        return False
    return name[:-3] in imported or not (asserts_anything(tree) or uncalled_check(tree))


def uncalled_check(tree):
    """HumanEval's `check(candidate)`, defined and never called."""
    defined = any(isinstance(node, ast.FunctionDef) and node.name == 'check' for node in tree.body)
    called = any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'check' for node in ast.walk(tree)
    )
    return defined and not called


def uses_pytest(tree):
    """Whether any of it is more than unittest: bare functions, plain classes, or pytest itself."""
    if functions_of(tree):
        return True
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(alias.name.split('.')[0] == 'pytest' for alias in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and (node.module or '').split('.')[0] == 'pytest':
            return True
    return any(isinstance(node, ast.ClassDef) and node.name.startswith('Test') and not node.bases for node in tree.body)
