from collections import defaultdict


def group_anagrams(words: list[str]) -> list[list[str]]:
    """Gather the words into groups of anagrams, in any order."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        groups["".join(sorted(word.lower()))].append(word)
    return list(groups.values())
