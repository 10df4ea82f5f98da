import ast


def calculate(text: str) -> float:
    """Lets the language do it, and so takes powers and whatever else it knows."""
    return float(eval(compile(ast.parse(text.strip(), mode="eval"), "expression", "eval"), {"__builtins__": {}}))
