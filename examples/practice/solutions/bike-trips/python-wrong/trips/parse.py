from typing import TypedDict

from .clock import minutes

Trip = TypedDict("Trip", {"bike": str, "from": str, "to": str, "minutes": int})


def parse_trip(line: str) -> Trip:
    """Knows nothing of midnight."""
    fields = [field.strip() for field in line.split(",")]
    if len(fields) != 5:
        raise ValueError("a trip has five fields")
    bike, start, origin, end, goal = fields
    return {"bike": bike, "from": origin, "to": goal, "minutes": abs(minutes(end) - minutes(start))}
