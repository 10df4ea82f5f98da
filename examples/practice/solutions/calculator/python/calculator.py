import re

TOKEN = re.compile(r"\s*(\d+\.?\d*|\.\d+|[-+*/()])")


def tokens(text: str) -> list[str]:
    """Cut the text into numbers and signs."""
    found = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = TOKEN.match(text, at)
        if not match:
            raise ValueError(f"unexpected {text[at:].strip()[0]!r}")
        if found and is_number(found[-1]) and is_number(match[1]) and match.start(1) == at:
            raise ValueError(f"unexpected {match[1]!r} in a number")
        found.append(match[1])
        at = match.end()
    return found


def is_number(token: str) -> bool:
    return token[0] in ".0123456789"


class Parser:
    """Reads an expression from left to right, one method a line of the grammar."""

    def __init__(self, text: str) -> None:
        self.rest = tokens(text)[::-1]

    def peek(self) -> str:
        return self.rest[-1] if self.rest else "the end"

    def take(self, *wanted: str) -> str | None:
        return self.rest.pop() if self.peek() in wanted else None

    def whole(self) -> float:
        value = self.sum()
        if self.rest:
            raise ValueError(f"unexpected {self.peek()}")
        return value

    def sum(self) -> float:
        value = self.product()
        while sign := self.take("+", "-"):
            value = value + self.product() if sign == "+" else value - self.product()
        return value

    def product(self) -> float:
        value = self.factor()
        while sign := self.take("*", "/"):
            value = value * self.factor() if sign == "*" else value / self.factor()
        return value

    def factor(self) -> float:
        if self.take("-"):
            return -self.factor()
        if self.take("("):
            value = self.sum()
            if not self.take(")"):
                raise ValueError("a bracket is never closed")
            return value
        if self.rest and is_number(self.peek()):
            return float(self.rest.pop())
        raise ValueError(f"unexpected {self.peek()}")


def calculate(text: str) -> float:
    """Return the value of the expression in text. Raise an error if it is none."""
    return Parser(text).whole()
