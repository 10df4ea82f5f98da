"""A backend that a room can join, as small as it can be: one room, its log in memory, tokens that are plain names.

What it speaks is docs/PROTOCOL.md. Not for the world: anyone who knows a name is let in.
"""

import hashlib
import json
import os
import re
import time
from decimal import Decimal
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Header, WebSocket, WebSocketDisconnect
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import PlainTextResponse

LIMITS = {"frameBytes": 1_000_000, "entriesPerFrame": 256}
PEOPLE = {
    "ada": {"id": "ada", "name": "Ada", "role": "candidate"},
    "grace": {"id": "grace", "name": "Grace", "role": "interviewer"},
    "olga": {"id": "olga", "name": "Olga", "role": "observer"},
}
QUESTION = json.loads((Path(__file__).parent.parent / "question.json").read_text("utf-8"))


def number(value):
    """A number as ECMAScript writes it: 1e+21, 1e-7, and no `.0`."""
    sign, digits, exponent = Decimal(repr(float(value))).normalize().as_tuple()
    text, point = "".join(map(str, digits)), len(digits) + exponent
    if text == "0":
        return "0"
    if 0 < point <= 21:
        text = text.ljust(point, "0")
        text = text[:point] + ("." + text[point:] if text[point:] else "")
    elif -6 < point <= 0:
        text = "0." + "0" * -point + text
    else:
        text = text[0] + ("." + text[1:] if text[1:] else "") + f"e{point - 1:+d}"
    return "-" + text if sign else text


def canonical(value):
    """The one way to write JSON: keys by UTF-16 code units, no white space, numbers as ECMAScript's."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value)
    return json.dumps(value, ensure_ascii=False)


def digest(domain, value):
    return hashlib.sha256(f"interview-room/{domain}\n{canonical(value)}".encode()).hexdigest()


def now():
    return int(time.time() * 1000)


class Refusal(Exception):
    """Ends a connection: raised wherever something is not taken at all."""

    def __init__(self, code, reason, message):
        super().__init__(message)
        self.code, self.frame = code, refused(reason, message)


def refused(reason, message, **more):
    return {"type": "refused", "reason": reason, "message": message, "retry": False, **more}


def read_by(who, entry):
    """What someone is given of an entry: who may not read it, its place and hash alone."""
    if "audience" in entry and who["role"] != "interviewer":
        return {**{key: entry[key] for key in ("seq", "prev", "hash")}, "withheld": True}
    return entry


class Room:
    """A log that only grows, and those who are there."""

    def __init__(self):
        self.entries, self.by_id, self.peers, self.stage = [], {}, [], "waiting"
        named = {"id": QUESTION["id"], "hash": digest("question/1", QUESTION)}
        body = {"question": named, "content": QUESTION}
        self.add("room", {"id": "opened", "kind": "room.opened", "body": body})

    @property
    def head(self):
        return self.entries[-1] if self.entries else {"seq": 0, "hash": "0" * 64, "at": 0}

    def add(self, by, draft, audience=None):
        """Gives a draft its place."""
        head = self.head
        entry = {"id": draft["id"], "seq": head["seq"] + 1, "at": max(now(), head["at"]), "by": by}
        entry |= {"kind": draft["kind"], "body": draft.get("body"), "prev": head["hash"]}
        if audience:
            entry["audience"] = audience
        entry["hash"] = digest("entry/1", entry)
        self.entries.append(entry)
        self.by_id[entry["id"]] = entry
        if entry["kind"] == "stage.changed":
            self.stage = entry["body"]["stage"]
        return entry

    async def write(self, by, draft, audience=None):
        """Adds a draft and tells everyone. An id that is there already keeps its place."""
        if draft["id"] in self.by_id:
            return self.by_id[draft["id"]]
        entry = self.add(by, draft, audience)
        for peer in list(self.peers):
            await peer.send({"type": "entries", "entries": [read_by(peer.who, entry)]})
        return entry

    async def cast(self, sender, frame):
        cast = {"type": "cast", "by": sender.who["id"], "client": sender.client}
        cast |= {"kind": frame["kind"], "body": frame.get("body")}
        for peer in list(self.peers):
            if peer is not sender and frame.get("to") in (None, peer.who["id"]):
                await peer.send(cast)


ROOMS = {"demo": Room()}
PRIVATE = re.compile(r"(note|score)\.|coach\.(advised|decided)$|assist\.whispered$")
OWN = re.compile(r"(room|question|participant|log|assist)\.|tests\.(graded|judged)$")
STEPS = {
    ("candidate", "waiting"): ["started"],
    ("candidate", "started"): ["submitted"],
    ("interviewer", "waiting"): ["started", "ended"],
    ("interviewer", "started"): ["submitted", "ended"],
    ("interviewer", "submitted"): ["started", "ended"],
}


def why_not(role, stage, draft):
    """Why someone may not write an entry now; nothing where they may."""
    kind = draft["kind"]
    if role == "observer" or (OWN.match(kind) and not PRIVATE.match(kind)):
        return f'An {role} may not write "{kind}".'
    if PRIVATE.match(kind) or kind.startswith("timer."):
        return None if role == "interviewer" else "That is for interviewers."
    if kind == "stage.changed":
        return None if draft["body"]["stage"] in STEPS.get((role, stage), []) else "Not from this stage."
    if stage == "ended":
        return "The interview has ended."
    free = kind == "chat.message" or stage == "started" or role == "interviewer"
    return None if free else "The interview does not run."


def identify(token, name):
    if token is None:
        raise Refusal(4401, "token-missing", "A token is needed.")
    if token not in PEOPLE:
        raise Refusal(4401, "token-invalid", "Nobody has this token.")
    if name not in ROOMS:
        raise Refusal(4404, "room-unknown", "There is no such room.")
    return PEOPLE[token], ROOMS[name]


def read_frame(text):
    if len(text) > LIMITS["frameBytes"]:
        raise Refusal(4413, "too-large", "That frame is too long.")
    try:
        frame = json.loads(text)
        assert isinstance(frame["type"], str)
        return frame
    except (ValueError, TypeError, KeyError, AssertionError):
        raise Refusal(4400, "malformed", "A frame is a JSON object with a type.") from None


class Peer:
    """One tab over its socket."""

    def __init__(self, socket):
        self.socket, self.who, self.room, self.client = socket, None, None, ""

    async def send(self, frame):
        try:
            await self.socket.send_text(json.dumps(frame))
        except (RuntimeError, WebSocketDisconnect):
            pass  # It is gone; its own loop sees that.

    async def join(self, name, hello):
        """A hello: lets someone in, and sends what they do not have."""
        if hello["type"] != "hello":
            raise Refusal(4400, "malformed", "The first frame is a hello.")
        if 1 not in hello["protocol"]:
            raise Refusal(4400, "protocol", "This backend speaks version 1.")
        self.who, self.room = identify(hello.get("token"), name)
        self.client = hello["client"]
        who, room = self.who, self.room
        joined = {"id": f"joined-{who['id']}", "kind": "participant.joined"}
        await room.write("room", {**joined, "body": {**who, "color": list(PEOPLE).index(who["id"])}})
        head = {key: room.head[key] for key in ("seq", "hash", "at")}
        missed = [read_by(who, entry) for entry in room.entries[hello["after"] :]]
        room.peers.append(self)
        you = {"you": who["id"], "role": who["role"], "name": who["name"]}
        await self.send({"type": "welcome", "protocol": 1, **you, "head": head, "now": now(), "limits": LIMITS})
        if missed:
            await self.send({"type": "entries", "entries": missed})

    async def answer(self, frame):
        if frame["type"] == "ping":
            await self.send({"type": "pong", "t": frame["t"], "now": now()})
        elif frame["type"] == "cast" and self.who["role"] != "observer":
            await self.room.cast(self, frame)
        elif frame["type"] == "append":
            if len(frame["entries"]) > LIMITS["entriesPerFrame"]:
                raise Refusal(4413, "too-large", "Too many entries.")
            for draft in frame["entries"]:
                await self.append(draft)

    async def append(self, draft):
        role = self.who["role"]
        why = why_not(role, self.room.stage, draft)
        if why:
            return await self.send(refused("not-allowed", why, ids=[draft["id"]]))
        hidden = PRIVATE.match(draft["kind"]) or (role == "interviewer" and draft.get("audience"))
        entry = await self.room.write(self.who["id"], draft, "interviewers" if hidden else None)
        await self.send({"type": "ack", "acks": [{"id": entry["id"], "seq": entry["seq"]}]})


app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_headers=["authorization"])


@app.websocket("/api/rooms/{name}/socket")
async def socket(socket: WebSocket, name: str):
    await socket.accept()
    peer = Peer(socket)
    try:
        while True:
            frame = read_frame(await socket.receive_text())
            await (peer.answer(frame) if peer.room else peer.join(name, frame))
    except Refusal as refusal:
        await peer.send(refusal.frame)
        await socket.close(refusal.code)
    except (KeyError, TypeError) as error:
        await peer.send(refused("malformed", f"That is missing or wrong: {error}"))
        await socket.close(4400)
    except WebSocketDisconnect:
        pass
    finally:
        if peer in (peer.room.peers if peer.room else []):
            peer.room.peers.remove(peer)
            await peer.room.cast(peer, {"kind": "presence.gone", "body": {}})


@app.get("/api/rooms/{name}/log")
async def log(name: str, authorization: str = Header(default="")):
    try:
        who, room = identify(authorization.removeprefix("Bearer ") or None, name)
    except Refusal as refusal:
        return PlainTextResponse(str(refusal), status_code=401)
    lines = (json.dumps(read_by(who, entry)) + "\n" for entry in room.entries)
    return PlainTextResponse("".join(lines), media_type="application/x-ndjson")


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", 8788)), ws_max_size=LIMITS["frameBytes"] * 4)
