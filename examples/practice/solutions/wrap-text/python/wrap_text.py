from collections.abc import Iterator


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines that are not wider than width."""
    if width < 1:
        raise ValueError("a line is at least one character wide")
    return [line for paragraph in text.split("\n") for line in fill(paragraph.split(), width)]


def fill(words: list[str], width: int) -> Iterator[str]:
    """Yield the lines of one paragraph."""
    line = ""
    for word in words:
        if line and len(line) + 1 + len(word) <= width:
            line += " " + word
            continue
        if line:
            yield line
        while len(word) > width:
            yield word[:width]
            word = word[width:]
        line = word
    yield line
