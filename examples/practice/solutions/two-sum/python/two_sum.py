def two_sum(numbers: list[int], target: int) -> list[int]:
    """Return the positions of the two numbers that add up to target, the smaller position first."""
    seen: dict[int, int] = {}
    for position, number in enumerate(numbers):
        if target - number in seen:
            return [seen[target - number], position]
        seen[number] = position
    raise ValueError("no two numbers add up to the target")
