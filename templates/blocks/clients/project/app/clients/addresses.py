"""Checks that a URL from a user leads to a public address."""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# NAT64 prefixes, which contain an IPv4 address.
TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is public, and not in a private or special network."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv4Address):
        return True
    # Each of these embeds another address, which may be private.
    disguised = address.ipv4_mapped or address.sixtofour or address.teredo
    return not (
        disguised or address.is_site_local or any(address in network for network in TRANSLATED)
    )


async def resolve(host: str, port: int) -> tuple[IPv4Address | IPv6Address, ...]:
    """Return the addresses of a host, the preferred one first.

    Raises:
        OSError: if it has no address.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError("invalid host name") from error
    # Drop the zone, as in fe80::1%eth0: such an address is refused anyway.
    names = dict.fromkeys(str(address[0]).partition("%")[0] for *_, address in found)
    return tuple(ip_address(name) for name in names)
