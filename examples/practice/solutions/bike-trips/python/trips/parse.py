from typing import TypedDict

from .clock import DAY, minutes

Trip = TypedDict("Trip", {"bike": str, "from": str, "to": str, "minutes": int})


def parse_trip(line: str) -> Trip:
    """Turn a line of the list into a trip."""
    fields = [field.strip() for field in line.split(",")]
    if len(fields) != 5:
        raise ValueError(f"a trip has five fields, not {len(fields)}")
    bike, start, origin, end, goal = fields
    return {"bike": bike, "from": origin, "to": goal, "minutes": (minutes(end) - minutes(start)) % DAY}
