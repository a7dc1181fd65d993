"""Drives the real Taguette over HTTP, as a browser does; run by a Python that has it.

    python real_taguette.py FOLDER [CODEBOOK]

Makes a project of one document, tags and highlights in FOLDER, takes in a codebook if one is
given, and exports `project.sqlite3` and `codebook.csv`.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import sys
import urllib.parse
from pathlib import Path
from typing import Any

HTML = """<html><body><h1>Trafficking in women and girls</h1>
<p>57. To improve access to justice for victim-survivors of trafficking, <b>Member
States</b> should ensure that laws and policies:</p>
<ul><li>(c) Vacate or expunge criminal records for individuals who were convicted of
crimes they were compelled to commit \u2014 \u201cor crimes\u201d committed as a direct result of
trafficking;</li></ul><p>Nothing of this stands in it.</p></body></html>"""

HIGHLIGHTS = (
    ("criminal records for individuals who were convicted", ("Records", "interesting")),
    ("To improve access to justice for victim-survivors of trafficking, Member", ()),
    ("Nothing of this stands in it.", ("interesting",)),
)
"""Words, and the tags of each."""


class Browser:
    """A session with the server."""

    def __init__(self, port: int) -> None:
        self._base = f"http://localhost:{port}"
        self._cookies: dict[str, str] = {}

    async def ask(self, path: str, body: bytes | None = None, kind: str = "") -> bytes:
        from tornado.httpclient import (  # type: ignore[import-not-found]
            AsyncHTTPClient,
            HTTPRequest,
        )

        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        request = HTTPRequest(
            self._base + path,
            "GET" if body is None else "POST",
            {"Cookie": cookies, "Content-Type": kind},
            body,
            follow_redirects=False,
        )
        answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        assert answer.code < 400, (path, answer.code, answer.body)
        for cookie in answer.headers.get_list("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        found: bytes = answer.body
        return found

    async def json(self, path: str, said: object) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            await self.ask(path, json.dumps(said).encode(), "application/json")
        )
        return found

    async def form(
        self, path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None
    ) -> bytes:
        if file is None:
            data = urllib.parse.urlencode(fields).encode()
            return await self.ask(path, data, "application/x-www-form-urlencoded")
        parts = [
            f'--X\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        head = f'--X\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
        body = b"".join((*parts, head.encode(), file[1], b"\r\n--X--\r\n"))
        return await self.ask(path, body, "multipart/form-data; boundary=X")


async def drive(folder: Path, codebook: Path | None) -> None:
    from taguette.database import User  # type: ignore[import-not-found]
    from taguette.main import DEFAULT_CONFIG  # type: ignore[import-not-found]
    from taguette.web import make_app  # type: ignore[import-not-found]
    from tornado.httpserver import HTTPServer  # type: ignore[import-not-found]
    from tornado.testing import bind_unused_port  # type: ignore[import-not-found]

    sock, port = bind_unused_port()
    database = f"sqlite:///{folder / 'all.sqlite3'}"
    app = make_app(
        dict(
            DEFAULT_CONFIG, MULTIUSER=False, DOMAIN=f"localhost:{port}", PORT=port, TOS_FILE=None,
            BIND_ADDRESS="127.0.0.1", X_HEADERS=False, SECRET_KEY="secret", DATABASE=database,
            COOKIES_PROMPT=False,
        ),
        xsrf_cookies=False,
    )  # fmt: skip
    session = app.DBSession()
    session.add(User(login="admin"))
    session.commit()
    session.close()
    server = HTTPServer(app)
    server.add_socket(sock)
    one = Browser(port)
    await one.ask(f"/?token={app.single_user_token}")
    await one.form("/project/new", {"name": "Study", "description": "Why we read"})
    document = {"name": "A/79/322", "description": "Read twice"}
    await one.form("/api/project/1/document/new", document, ("A_79_322.html", HTML.encode()))
    tag = await one.json("/api/project/1/tag/new", {"path": "Records", "description": "All of it"})
    tags = {"interesting": 1, "Records": tag["id"]}
    text = re.sub("<[^>]*>", "", HTML)
    for words, names in HIGHLIGHTS:
        start = len(text[: text.replace("\n", " ").index(words)].encode())
        await one.json(
            "/api/project/1/document/1/highlight/new",
            {
                "start_offset": start,
                "end_offset": start + len(words.encode()),
                "tags": [tags[name] for name in names],
            },
        )
    if codebook is not None:
        page = await one.form("/project/1/import_codebook", {}, ("c.csv", codebook.read_bytes()))
        boxes = re.findall(r'<input[^>]*name="(tag[^"]*)"(?:[^>]*value="([^"]*)")?', page.decode())
        values = {
            name: "on" if name.endswith(("-replace", "-import")) else html.unescape(value)
            for name, value in boxes
        }
        await one.form("/project/1/import_codebook", values)
    for name in ("project.sqlite3", "codebook.csv"):
        (folder / name).write_bytes(await one.ask(f"/project/1/export/{name}"))
    server.stop()


if __name__ == "__main__":
    asyncio.run(drive(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
