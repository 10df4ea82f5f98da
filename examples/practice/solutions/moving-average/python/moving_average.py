from math import fsum


def moving_average(values: list[float], window: int) -> list[float]:
    """Return the average of every run of `window` neighbouring values, from left to right."""
    if window < 1:
        raise ValueError("the window must be at least 1")
    return [fsum(values[end - window : end]) / window for end in range(window, len(values) + 1)]
