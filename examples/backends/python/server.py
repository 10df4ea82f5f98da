"""A backend that a room can join, as small as it can be: one room, its log in memory, tokens that are plain names.

What it speaks is docs/PROTOCOL.md; how entries are chained and who may what is in protocol.py.
Not for the world: anyone who knows a name is let in.
"""

import asyncio
import json
import os
from contextlib import suppress
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Header, WebSocket, WebSocketDisconnect
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import PlainTextResponse

import protocol

QUESTION = json.loads((Path(__file__).parent.parent / "question.json").read_text("utf-8"))
LIMITS = {"frameBytes": 1_000_000, "entriesPerFrame": 256}
PEOPLE = {
    "ada": {"id": "ada", "name": "Ada", "role": "candidate", "color": 0},
    "grace": {"id": "grace", "name": "Grace", "role": "interviewer", "color": 1},
    "olga": {"id": "olga", "name": "Olga", "role": "observer", "color": 2},
}


class Refusal(Exception):
    """Ends a connection: raised with a code, a reason and words, wherever something is not taken at all."""


class Room:
    """A log that only grows, and those who are there."""

    def __init__(self):
        self.entries, self.peers, self.head, self.stage = {}, set(), protocol.EMPTY_HEAD, "waiting"
        named = {"id": QUESTION["id"], "hash": protocol.digest("question/1", QUESTION)}
        self.write("room", {"id": "opened", "kind": "room.opened", "body": {"question": named, "content": QUESTION}})

    def read(self, role, after=0):
        return [protocol.read_by(role, entry) for entry in list(self.entries.values())[after:]]

    def write(self, by, draft, audience=None):
        """Gives a draft its place, and tells everyone. An id that is there already keeps its place."""
        if draft["id"] not in self.entries:
            entry = self.entries[draft["id"]] = protocol.seal(by, draft, audience, self.head)
            self.head = {key: entry[key] for key in self.head}
            if entry["kind"] == "stage.changed":
                self.stage = entry["body"]["stage"]
            for peer in self.peers:
                peer.send(type="entries", entries=[protocol.read_by(peer.who["role"], entry)])
        return self.entries[draft["id"]]


ROOMS = {"demo": Room()}


def identify(token, name):
    if token not in PEOPLE:
        raise Refusal(4401, "token-invalid" if token else "token-missing", "Nobody has this token.")
    if name not in ROOMS:
        raise Refusal(4404, "room-unknown", "There is no such room.")
    return PEOPLE[token], ROOMS[name]


class Peer:
    """One tab. What it is sent waits in a queue, so that all is in one order and nobody waits for the slowest."""

    def __init__(self):
        self.queue, self.room = asyncio.Queue(), None

    def send(self, **frame):
        self.queue.put_nowait(protocol.canonical(frame))

    def join(self, name, hello):
        """A hello: lets someone in, and sends what they do not have."""
        if hello["type"] != "hello":
            raise Refusal(4400, "malformed", "The first frame is a hello.")
        if 1 not in hello["protocol"]:
            raise Refusal(4400, "protocol", "This backend speaks version 1.")
        self.who, room = identify(hello.get("token"), name)
        self.client = hello["client"]
        room.write("room", {"id": f"joined-{self.who['id']}", "kind": "participant.joined", "body": self.who})
        you = {"you": self.who["id"], "role": self.who["role"], "name": self.who["name"]}
        self.send(type="welcome", protocol=1, **you, head=room.head, now=protocol.now(), limits=LIMITS)
        if missed := room.read(self.who["role"], hello["after"]):
            self.send(type="entries", entries=missed)
        self.room = room
        room.peers.add(self)

    def answer(self, frame):
        """Does what a frame asks, for someone who is in. One of an unknown type is passed over."""
        if frame["type"] == "ping":
            self.send(type="pong", t=frame["t"], now=protocol.now())
        elif frame["type"] == "cast" and protocol.may_cast(self.who["role"], frame["kind"]):
            self.cast(frame["kind"], frame.get("body"), frame.get("to"))
        elif frame["type"] == "append":
            if len(frame["entries"]) > LIMITS["entriesPerFrame"]:
                raise Refusal(4413, "too-large", "Too many entries.")
            for draft in frame["entries"]:
                self.append(self.who["role"], draft)

    def append(self, role, draft):
        if why := protocol.why_not(role, self.room.stage, draft):
            return self.send(type="refused", reason="not-allowed", message=why, ids=[draft["id"]], retry=False)
        hidden = "audience" in protocol.rule_of(draft["kind"]) or (role == "interviewer" and "audience" in draft)
        entry = self.room.write(self.who["id"], draft, "interviewers" if hidden else None)
        self.send(type="ack", acks=[{"id": entry["id"], "seq": entry["seq"]}])

    def cast(self, kind, body, to=None):
        for peer in self.room.peers - {self}:
            if to in (None, peer.who["id"]):
                peer.send(type="cast", by=self.who["id"], client=self.client, kind=kind, body=body)


app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_headers=["authorization"])


async def send_all(socket, queue):
    """Sends what waits, up to a number: with that the connection is closed."""
    with suppress(RuntimeError, WebSocketDisconnect):  # It is gone; who reads from it sees that.
        while isinstance(each := await queue.get(), str):
            await socket.send_text(each)
        await socket.close(each)


@app.websocket("/api/rooms/{name}/socket")
async def serve(socket: WebSocket, name: str):
    await socket.accept()
    peer, code = Peer(), 1000
    sending = asyncio.create_task(send_all(socket, peer.queue))
    try:
        async for text in socket.iter_text():
            if len(text) > LIMITS["frameBytes"]:
                raise Refusal(4413, "too-large", "That frame is too long.")
            peer.answer(json.loads(text)) if peer.room else peer.join(name, json.loads(text))
    except Exception as error:  # A refusal; or something in a frame is missing or wrong.
        code, reason, why = error.args if isinstance(error, Refusal) else (4400, "malformed", repr(error))
        peer.send(type="refused", reason=reason, message=why, retry=False)
    if peer.room:
        peer.room.peers.remove(peer)
        peer.cast("presence.gone", {})
    peer.queue.put_nowait(code)
    await sending


@app.get("/api/rooms/{name}/log")
async def log(name: str, authorization: str = Header(default="")):
    try:
        who, room = identify(authorization.removeprefix("Bearer "), name)
    except Refusal as refusal:
        return PlainTextResponse(refusal.args[2], status_code=401)
    lines = (f"{protocol.canonical(entry)}\n" for entry in room.read(who["role"]))
    return PlainTextResponse("".join(lines), media_type="application/x-ndjson")


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", 8788)), ws_max_size=LIMITS["frameBytes"] * 4)
