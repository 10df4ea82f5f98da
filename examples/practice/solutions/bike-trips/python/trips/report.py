from collections import Counter

from .parse import Trip


def minutes_by_bike(trips: list[Trip]) -> dict[str, int]:
    """Add the minutes of every bike up."""
    totals: Counter[str] = Counter()
    for trip in trips:
        totals[trip["bike"]] += trip["minutes"]
    return dict(totals)


def busiest_stations(trips: list[Trip], count: int) -> list[str]:
    """Return the names of the busiest stations, the busiest first, equal ones by name."""
    visits = Counter(trip[end] for trip in trips for end in ("from", "to"))
    return sorted(visits, key=lambda station: (-visits[station], station))[:count]
