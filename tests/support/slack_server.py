"""A local Slack for tests: Web API, Socket Mode and HTTP events on the loopback address, with Slack's limits.

``with slack_server() as slack:`` runs it in a thread. ``slack.world`` is what it knows; ``slack_server_people`` does
what people do (mention, edit, press); events go to the socket that is connected, or, with ``slack.events_url`` set,
to that address, signed. What is not acknowledged within ``ack_seconds`` is sent again, as Slack does.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, WSMsgType, web

from tests.support.slack_server_blocks import problem
from tests.support.slack_server_methods import call
from tests.support.slack_server_world import SIGNING_SECRET, Call, Fault, World


class Delivery:
    """One request to the app and how it was taken: attempts, seconds to the last acknowledgement, what came back."""

    def __init__(self, kind: str, payload: dict[str, Any]) -> None:
        self.kind = kind
        self.payload = payload
        self.attempts = 0
        self.seconds: float | None = None
        self.status = 0
        self.reply: Any = None
        self.acked = threading.Event()

    def taken(self, seconds: float = 20.0) -> Any:
        """Wait for the acknowledgement and return what came with it."""
        assert self.acked.wait(seconds), f"{self.kind} was not acknowledged"
        return self.reply


class SlackServer:
    """The server; make it with ``slack_server()``."""

    def __init__(self) -> None:
        self.world = World()
        self.url = ""
        self.events_url = ""
        self.ack_seconds = 3.0
        self.retries = 3
        self.connections = 0
        self.deliveries: list[Delivery] = []
        self.requests_seen: list[str] = []
        self._sockets: list[web.WebSocketResponse] = []
        self._open: dict[str, tuple[Delivery, float]] = {}
        self._serial = 0
        self.loop = asyncio.new_event_loop()
        self._session: ClientSession | None = None

    # The application ----------------------------------------------------------------------------

    def application(self) -> web.Application:
        app = web.Application(client_max_size=20_000_000)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_post("/response/{id}", self._response)
        app.router.add_get("/socket", self._socket)
        return app

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            args = {**request.query, **json.loads(await request.text() or "{}")}
        else:
            args = {**request.query, **{key: value for key, value in (await request.post()).items()}}
        token = str(request.headers.get("Authorization", "")).removeprefix("Bearer ") or str(args.pop("token", ""))
        made = Call(method, dict(args), token, time.monotonic())
        with self.world.changed:
            self.world.calls.append(made)
            fault = self.world.spoil(method)
            if fault is None and self.world.too_fast(method, str(args.get("channel", ""))):
                fault = Fault(retry_after=1)
            if fault is None or fault.after:
                made.reply = call(self.world, self.url, method, token, args)
            self.world.changed.notify_all()
        if fault is None:
            return web.json_response(made.reply)
        return await self._spoilt(request, fault)

    async def _spoilt(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.drop:
            assert request.transport is not None
            request.transport.abort()
            raise web.HTTPServiceUnavailable
        if fault.retry_after:
            head = {"Retry-After": str(fault.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=head)
        if fault.status:
            return web.Response(status=fault.status, text="upstream error")
        return web.json_response({"ok": False, "error": fault.error})

    async def _upload(self, request: web.Request) -> web.Response:
        body = await request.read()
        if request.content_type.startswith("multipart/"):
            raise web.HTTPBadRequest
        with self.world.changed:
            self.world.files[request.match_info["file"]]["bytes"] = body
            self.world.changed.notify_all()
        return web.Response(text="OK")

    async def _response(self, request: web.Request) -> web.Response:
        body = await request.json()
        with self.world.changed:
            known = self.world.responses.get(request.match_info["id"])
            if known is None or known["left"] <= 0 or known["until"] < time.monotonic():
                return web.Response(status=404, text="expired_url")
            known["left"] -= 1
            if body.get("blocks") and problem(body["blocks"]):
                return web.Response(status=400, text="invalid_blocks")
            if not body.get("delete_original"):
                self.world.ephemerals.append(
                    {"channel": known["channel"], "user": known["user"], "by": "response", **body}
                )
            self.world.changed.notify_all()
        return web.Response(text="ok")

    # Socket Mode --------------------------------------------------------------------------------

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0VOUCH"}})
        with self.world.changed:
            self.connections += 1
            self._sockets.append(socket)
            self.world.changed.notify_all()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                self._acknowledged(message.data)
        with self.world.changed:
            self._sockets.remove(socket)
            self.world.changed.notify_all()
        return socket

    def _acknowledged(self, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        known = self._open.pop(said.get("envelope_id", ""), None)
        if known:
            self._done(known[0], known[1], 200, said.get("payload"))

    def _done(self, delivery: Delivery, began: float, status: int, reply: Any) -> None:
        with self.world.changed:
            delivery.seconds = time.monotonic() - began
            delivery.status = status
            delivery.reply = reply
            delivery.acked.set()
            self.world.changed.notify_all()

    @property
    def connected(self) -> int:
        """Open Socket Mode connections."""
        return len(self._sockets)

    def refresh(self) -> None:
        """Ask the app to connect anew, as Slack does every few hours."""
        self._run(self._to_all({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}))

    def cut(self) -> None:
        """Break every connection without a word."""

        async def close() -> None:
            for socket in list(self._sockets):
                transport = socket._req.transport if socket._req else None
                if transport:
                    transport.abort()

        self._run(close())

    def stir(self) -> None:
        """Ping every connection: the library's reader, which else sits up to three seconds in a read, looks up."""

        async def ping() -> None:
            for socket in list(self._sockets):
                with suppress(ConnectionError):
                    await socket.ping()

        self._run(ping())

    async def _to_all(self, message: dict[str, Any]) -> None:
        for socket in list(self._sockets):
            await socket.send_json(message)

    def raw(self, text: str) -> None:
        """Send any text over the socket."""

        async def send() -> None:
            for socket in list(self._sockets):
                await socket.send_str(text)

        self._run(send())

    # Delivering ---------------------------------------------------------------------------------

    def deliver(self, kind: str, payload: dict[str, Any], *, retry: int = 0) -> Delivery:
        """Send a request (``events_api``, ``interactive``, ``slash_commands``) to the app, again until it is taken."""
        delivery = Delivery(kind, payload)
        with self.world.changed:
            self.deliveries.append(delivery)
        asyncio.run_coroutine_threadsafe(self._try(delivery, retry), self.loop)
        return delivery

    async def _try(self, delivery: Delivery, retry: int) -> None:
        for attempt in range(retry, retry + self.retries + 1):
            delivery.attempts += 1
            try:
                if self.events_url:
                    await self._by_http(delivery, attempt)
                else:
                    await self._by_socket(delivery, attempt)
            except (ClientError, OSError, TimeoutError):
                pass
            if delivery.acked.is_set():
                return
            await asyncio.sleep(0.05)

    async def _by_socket(self, delivery: Delivery, attempt: int) -> None:
        while not self._sockets:
            await asyncio.sleep(0.02)
        self._serial += 1
        envelope = f"envelope-{self._serial}"
        self._open[envelope] = (delivery, time.monotonic())
        message = {
            "type": delivery.kind, "envelope_id": envelope, "payload": delivery.payload,
            "accepts_response_payload": delivery.kind != "events_api",
        }  # fmt: skip
        if delivery.kind == "events_api" and attempt:
            message |= {"retry_attempt": attempt, "retry_reason": "timeout"}
        await self._sockets[attempt % len(self._sockets)].send_json(message)
        end = time.monotonic() + self.ack_seconds
        while time.monotonic() < end and not delivery.acked.is_set():
            await asyncio.sleep(0.01)

    async def _by_http(self, delivery: Delivery, attempt: int) -> None:
        body, content = _encoded(delivery)
        head = {"Content-Type": content, **signed(body)}
        if attempt and delivery.kind == "events_api":
            head |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"}
        began = time.monotonic()
        assert self._session is not None
        timeout = ClientTimeout(total=self.ack_seconds)
        async with self._session.post(self.events_url, data=body, headers=head, timeout=timeout) as response:
            text = await response.text()
            if response.status == 200:
                self._done(delivery, began, 200, json.loads(text) if text.startswith("{") else text)
            else:
                delivery.status = response.status

    # The thread ---------------------------------------------------------------------------------

    def _run(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(10)

    async def begin(self) -> web.AppRunner:
        self._session = ClientSession()
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        self.url = f"http://127.0.0.1:{port}"
        return runner

    async def end(self, runner: web.AppRunner) -> None:
        for task in asyncio.all_tasks(self.loop) - {asyncio.current_task()}:
            if task.get_coro().__name__ == "_try":  # type: ignore[union-attr]
                task.cancel()
        for socket in list(self._sockets):
            await socket.close()
        assert self._session is not None
        await self._session.close()
        await runner.cleanup()


def signed(body: str, secret: str = SIGNING_SECRET, at: float | None = None) -> dict[str, str]:
    """The headers by which Slack signs a request."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _encoded(delivery: Delivery) -> tuple[str, str]:
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload), "application/json"
    form = delivery.payload if delivery.kind == "slash_commands" else {"payload": json.dumps(delivery.payload)}
    return urllib.parse.urlencode(form), "application/x-www-form-urlencoded"


@contextmanager
def slack_server() -> Iterator[SlackServer]:
    """The server, running until the block ends."""
    server = SlackServer()
    thread = threading.Thread(target=server.loop.run_forever, daemon=True)
    thread.start()
    runner = asyncio.run_coroutine_threadsafe(server.begin(), server.loop).result(10)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.end(runner), server.loop).result(20)
        server.loop.call_soon_threadsafe(server.loop.stop)
        thread.join(10)
        server.loop.close()
