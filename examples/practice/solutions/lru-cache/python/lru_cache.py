from collections import OrderedDict


class LRUCache:
    """A cache of limited size that drops the entry used least recently."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.entries: OrderedDict[str, int] = OrderedDict()

    def get(self, key: str) -> int | None:
        """Return the value stored under key, or None."""
        if key not in self.entries:
            return None
        self.entries.move_to_end(key)
        return self.entries[key]

    def put(self, key: str, value: int) -> str | None:
        """Store value under key; return the key that was dropped to make room, or None."""
        self.entries[key] = value
        self.entries.move_to_end(key)
        if len(self.entries) <= self.capacity:
            return None
        return self.entries.popitem(last=False)[0]

    def size(self) -> int:
        """Return how many entries there are."""
        return len(self.entries)
