import textwrap


def wrap(text: str, width: int) -> list[str]:
    """Uses the library, which takes no notice of line breaks."""
    return textwrap.wrap(text, width) or [""]
