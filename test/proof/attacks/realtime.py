"""Attacks the sockets of a running project: python realtime.py URL OTHER_URL OWNER_TOKEN MEMBER_TOKEN.

The second URL may be another process of the same deployment.
"""

import asyncio
import json
import sys

import httpx2
import websockets

FLOOD = 30_000
ENOUGH = 100
SECONDS = 60


def client(url: str, token: str) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=SECONDS
    )


def connect(url: str, token: str):
    address = f"{url.replace('http', 'ws', 1)}/events"
    return websockets.connect(address, subprotocols=["bearer", token], max_queue=None)


async def created(answer: httpx2.Response) -> dict:
    assert answer.status_code < 300, (answer.status_code, answer.text)
    return answer.json()


async def collect(socket, heard: list[str]) -> None:
    try:
        async for text in socket:
            heard.append(text)
    except websockets.ConnectionClosed:
        pass


async def removed_members_hear_nothing(urls, owner_token: str, member_token: str) -> str:
    """Remove a member whose socket is open on another process, and publish an event of the team."""
    async with client(urls[0], owner_token) as owner, client(urls[1], member_token) as member:
        team = await created(await owner.post("/teams", json={"name": "Attack"}))
        me = await created(await member.get("/me"))
        await created(
            await owner.post(f"/teams/{team['id']}/invitations", json={"user_id": me["id"]})
        )
        await created(await member.post(f"/me/invitations/{team['id']}/accept"))
        heard: list[str] = []
        async with connect(urls[1], member_token) as socket:
            assert json.loads(await asyncio.wait_for(socket.recv(), SECONDS)) == {"type": "ready"}
            reading = asyncio.create_task(collect(socket, heard))
            gone = await owner.delete(f"/teams/{team['id']}/members/{me['id']}")
            assert gone.status_code == 204, gone.text
            try:
                await socket.send(json.dumps({"token": member_token}))
            except websockets.ConnectionClosed:
                pass
            await created(await owner.post(f"/teams/{team['id']}/summary"))
            for _ in range(50):
                jobs = await created(await owner.get("/jobs", params={"kind": "summary.create"}))
                if all(job["status"] not in {"queued", "running"} for job in jobs["items"]):
                    break
                await asyncio.sleep(0.2)
            await asyncio.sleep(1)
            reading.cancel()
        leaked = [text for text in heard if team["id"] in text]
        return f"a removed member received {leaked}" if leaked else ""


async def floods_end(urls, _owner: str, token: str) -> str:
    """Send many messages on one socket."""
    sent = 0
    async with connect(urls[0], token) as socket:
        await socket.recv()
        try:
            for sent in range(1, FLOOD + 1):
                await socket.send(json.dumps({"token": token}))
                if sent % ENOUGH == 0:
                    await asyncio.sleep(0.01)
            await asyncio.wait_for(socket.wait_closed(), 5)
        except (websockets.ConnectionClosed, TimeoutError):
            pass
        is_open = socket.state is websockets.State.OPEN
    # What is under way when the socket closes was sent too.
    return f"{sent} messages were taken on one socket" if is_open or sent == FLOOD else ""


async def slow_clients_are_dropped(urls, owner_token: str, _member: str) -> str:
    """Read nothing while events are published, and see that others are answered."""
    async with client(urls[0], owner_token) as owner:
        async with connect(urls[0], owner_token) as socket:
            await socket.recv()
            socket.transport.pause_reading()
            answers = [await owner.post("/teams", json={"name": f"{n}"}) for n in range(20)]
            bad = [answer.status_code for answer in answers if answer.status_code != 201]
            return f"beside a client that does not read: {bad}" if bad else ""


async def main(url: str, other: str, owner: str, member: str) -> int:
    faults = [
        fault
        for attack in (removed_members_hear_nothing, floods_end, slow_clients_are_dropped)
        if (fault := await attack((url, other), owner, member))
    ]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:])))
