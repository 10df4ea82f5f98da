"""What a backend in Node has from @interview-room/core/protocol: how JSON is written, the chain, and who may what."""

import hashlib
import json
import re
import time
from decimal import Decimal
from pathlib import Path

RULES = json.loads(Path(__file__).with_name("roles.json").read_text("utf-8"))  # That of @interview-room/core.
EMPTY_HEAD = {"seq": 0, "hash": "0" * 64, "at": 0}


def canonical(value):
    """JSON as RFC 8785 writes it: keys by UTF-16 code units, no white space, numbers as ECMAScript's."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return json.dumps(value, ensure_ascii=False)
    text = json.dumps(float(value) or 0.0, allow_nan=False)
    is_plain = value == 0 or 1e-6 <= abs(value) < 1e21
    return format(Decimal(text), "f").removesuffix(".0") if is_plain else text.replace("e-0", "e-")


def digest(domain, value):
    return hashlib.sha256(f"interview-room/{domain}\n{canonical(value)}".encode()).hexdigest()


def now():
    return int(time.time() * 1000)


def seal(by, draft, audience, head):
    """Gives a draft its place after a head. Time never runs backwards in a log, whatever the clock does."""
    entry = {"id": draft["id"], "kind": draft["kind"], "body": draft.get("body"), "by": by}
    entry |= {"seq": head["seq"] + 1, "at": max(now(), head["at"]), "prev": head["hash"]}
    entry |= {"audience": audience} if audience else {}
    return entry | {"hash": digest("entry/1", entry)}


def rule_of(kind):
    """In which stages each role may write a kind, and for whom alone it is."""
    others = RULES["others"]
    is_other = re.match(others["pattern"], kind) and kind.split(".")[0] not in others["reserved"]
    return RULES["kinds"].get(kind) or (others if is_other else {"may": {}})


def why_not(role, stage, draft):
    """Why someone may not write an entry now; nothing where they may."""
    kind = draft["kind"]
    if stage not in rule_of(kind)["may"].get(role, []):
        return f'An {role} may not write "{kind}" while it is "{stage}".'
    if kind == "stage.changed" and draft["body"]["stage"] not in RULES["steps"][role].get(stage, []):
        return f'From "{stage}" there is no such step for you.'
    return None


def may_cast(role, kind):
    return kind.startswith(tuple(RULES["casts"][role]))


def read_by(role, entry):
    """What a role is given of an entry: who may not read it, its place and hash alone."""
    if "audience" in entry and role != "interviewer":
        return {**{key: entry[key] for key in ("seq", "prev", "hash")}, "withheld": True}
    return entry
