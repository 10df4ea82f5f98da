from collections import Counter

from .parse import Trip


def minutes_by_bike(trips: list[Trip]) -> dict[str, int]:
    return {trip["bike"]: trip["minutes"] for trip in trips}


def busiest_stations(trips: list[Trip], count: int) -> list[str]:
    visits = Counter(trip["from"] for trip in trips)
    return [station for station, _ in visits.most_common(count)]
