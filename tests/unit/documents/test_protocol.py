"""A document process that has been taken over can lie, but do no more."""

from __future__ import annotations

import os
from concurrent.futures import Future
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.documents import spawning
from glossator.documents.codec import encode
from glossator.documents.jobs import Source
from glossator.documents.memory import Block
from glossator.documents.pool import DocumentInfo, DocumentPool, Limits, open_bytes
from glossator.documents.protocol import (
    Op,
    ProtocolError,
    Status,
    parse_refusal,
    parse_reply,
    parse_request,
    refusal,
    reply_frame,
    request_frame,
)
from glossator.domain.errors import DocumentError, PasswordNeededError
from glossator.domain.guards import Guards
from helpers.pdfs import make_pdf

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 20

HOSTILE = """
import json, os, pickle, socket, struct, sys
end = socket.socket(fileno=int(sys.argv[2]))
def send(frame):
    end.sendall(struct.pack("<IB", len(frame), 0) + frame)
def receive():
    head, fds, _, _ = socket.recv_fds(end, 5, 1)
    if not head:
        sys.exit()
    return json.loads(end.recv(struct.unpack("<IB", head)[0], socket.MSG_WAITALL))
class Harm:
    def __reduce__(self):
        return (open, (HARM, "w"))
def answer(number):
    ANSWER
receive()
send(struct.pack("<IB", 0, 0) + GUARDS)
while True:
    request = receive()
    if request["id"]:
        answer(request["id"])
"""


@pytest.mark.parametrize(
    "answer",
    [
        "send(b'')",
        "send(struct.pack('<IB', number, 99))",
        "send(struct.pack('<IB', number + 1, 0))",
        "send(struct.pack('<IB', 0, 0))",
        "send(struct.pack('<IB', number, 0) + pickle.dumps(Harm()))",
        "send(struct.pack('<IB', number, 1) + b'[]')",
        "send(struct.pack('<IB', number, 0) + b'[' * 100000)",
        "end.sendall(struct.pack('<IB', 2**32 - 1, 0))",
        "socket.send_fds(end, [b'x'], [0])",
        "sys.exit()",
    ],
)
def test_an_answer_that_is_none_is_refused(
    answer: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    harm = tmp_path / "harm"
    script = HOSTILE.replace("ANSWER", answer).replace("HARM", repr(str(harm)))
    script = script.replace("GUARDS", repr(encode(Guards())))
    monkeypatch.setattr(spawning, "_BOOT", script)
    with DocumentPool(renderers=1, arena_bytes=4096, limits=Limits(open_seconds=1)) as pool:
        future: Future[DocumentInfo] = open_bytes(pool, "d", make_pdf(), name="a.pdf")
        with pytest.raises(DocumentError, match="it is left out"):
            future.result(SECONDS)
    assert not harm.exists()


@given(st.binary())
def test_any_bytes_are_a_reply_or_an_error(data: bytes) -> None:
    try:
        number, status, _ = parse_reply(data)
    except ProtocolError:
        return
    assert reply_frame(number, status, b"") == data[:5]


def test_requests_and_refusals_come_back_as_they_were() -> None:
    frame = request_frame(7, Op.LINKS, doc=3, page=None)
    assert parse_request(frame) == {"id": 7, "op": "links", "doc": 3, "page": None}
    for error in (DocumentError("Broken."), PasswordNeededError("Locked.")):
        status, body = refusal(error, "why")
        again = parse_refusal(status, memoryview(body))
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert again.__notes__ == ["why"]
    with pytest.raises(ProtocolError):
        parse_refusal(Status.REFUSED, memoryview(b"{}"))


def test_a_password_stays_out_of_what_is_logged() -> None:
    block = Block(0)
    source = Source("d", "a.pdf", "sesame", block, Future())
    block.close()
    assert "sesame" not in repr(source)
    assert "sesame" not in os.environ.values()
