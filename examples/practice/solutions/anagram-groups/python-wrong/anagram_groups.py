def group_anagrams(words: list[str]) -> list[list[str]]:
    """Forgets how often a letter occurs."""
    groups: dict[frozenset[str], list[str]] = {}
    for word in words:
        groups.setdefault(frozenset(word.lower()), []).append(word)
    return list(groups.values())
