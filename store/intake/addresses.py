"""Which addresses a name stands for, and whether they are the public's or somebody's own.

A page on the web may send us on, but not into the network behind us: to this computer, a router, a
colleague's machine (CWE-918, server-side request forgery). What is looked at is what is connected to.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

from store.errors import FetchError
from store.urls import public

if TYPE_CHECKING:
    import ssl

    import httpx

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Resolves names and tells public addresses from others."""

    async def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a host, the preferred first. Raises OSError where it has none."""
        import anyio

        found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(address[0]) for *_, address in found))

    def is_public(self, address: str) -> bool:
        """Whether it can be anybody's; an IPv6 address that stands for one of IPv4 is what that is."""
        ip = ipaddress.ip_address(address.partition("%")[0])
        if isinstance(ip, ipaddress.IPv6Address):
            inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
            if ip in _NAT64:
                inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
            ip = inner or ip
        return ip.is_global and not ip.is_multicast


def transport(addresses: Addresses, verify: ssl.SSLContext | bool = True) -> httpx.AsyncBaseTransport:
    """A way to servers that connects to what it has looked at.

    A request with the extension ``public_only`` goes to no other address; the answer's extension
    ``public`` says whether one of the public gave it. Raises as `httpx.AsyncHTTPTransport`.
    """
    import httpx

    # One connection for each request: of two names at one address each is asked under its own.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    proxies: Mapping[str, str] = getproxies()
    direct = httpx.AsyncHTTPTransport(verify=verify, limits=limits)
    through = {
        scheme: httpx.AsyncHTTPTransport(verify=verify, limits=limits, proxy=httpx.Proxy(_with_scheme(proxy)))
        for scheme in ("http", "https")
        if (proxy := proxies.get(scheme) or proxies.get("all"))
    }

    class Looking(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            url = request.url
            proxy = None if proxy_bypass(url.host) else through.get(url.scheme)
            found = await self._addresses(url, proxied=proxy is not None)
            allowed = [one for one in found if addresses.is_public(one)]
            if request.extensions.get("public_only") and found and not allowed:
                raise FetchError(
                    public(str(url)),
                    "a page on the web leads there, and it is an address in your own network.",
                    "If you want it, name it yourself.",
                )
            if proxy is not None:
                response = await proxy.handle_async_request(request)
                response.extensions["public"] = bool(allowed) or not found
                return response
            return await self._first(request, allowed if request.extensions.get("public_only") else found)

        async def _addresses(self, url: httpx.URL, *, proxied: bool) -> list[str]:
            port = url.port or (443 if url.scheme == "https" else 80)
            try:
                return await addresses.resolve(url.host, port)
            except OSError as error:
                if proxied:  # a network in which only the proxy knows names
                    return []
                raise httpx.ConnectError(str(error)) from error

        async def _first(self, request: httpx.Request, candidates: list[str]) -> httpx.Response:
            """The answer of the first address that can be reached."""
            failure: Exception = httpx.ConnectError("it has no address")
            for address in candidates:
                pinned = httpx.Request(
                    request.method,
                    request.url.copy_with(host=address.partition("%")[0]),
                    headers=request.headers,
                    stream=request.stream,
                    extensions={**request.extensions, "sni_hostname": request.url.host},
                )
                try:
                    response = await direct.handle_async_request(pinned)
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    failure = error
                    continue
                response.extensions["public"] = addresses.is_public(address)
                return response
            raise failure

        async def aclose(self) -> None:
            for one in (direct, *through.values()):
                await one.aclose()

    return Looking()


def _with_scheme(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"
