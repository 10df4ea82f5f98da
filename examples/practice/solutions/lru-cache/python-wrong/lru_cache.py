class LRUCache:
    """Drops the entry that was stored first, whether it was used since or not."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.entries: dict[str, int] = {}

    def get(self, key: str) -> int | None:
        return self.entries.get(key)

    def put(self, key: str, value: int) -> str | None:
        self.entries[key] = value
        if len(self.entries) <= self.capacity:
            return None
        oldest = next(iter(self.entries))
        del self.entries[oldest]
        return oldest

    def size(self) -> int:
        return len(self.entries)
