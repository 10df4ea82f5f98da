def is_balanced(text: str) -> bool:
    """Only counts, so that pairs may overlap and may close before they open."""
    return all(text.count(a) == text.count(b) for a, b in ("()", "[]", "{}"))
