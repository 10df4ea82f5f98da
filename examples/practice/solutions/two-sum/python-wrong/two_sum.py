def two_sum(numbers: list[int], target: int) -> list[int]:
    """Pairs a number with itself when it is half of the target."""
    where = {number: position for position, number in enumerate(numbers)}
    for position, number in enumerate(numbers):
        if target - number in where:
            return sorted([position, where[target - number]])
    return []
