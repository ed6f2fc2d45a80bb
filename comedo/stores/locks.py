"""One turn at a time per conversation: in this process, or by Redis across processes.

Rasa's lock stores look once a second whether it is their turn, and its Redis one is not atomic.
These wait on `asyncio.Lock` (first come, first served) and on redis-py's own lock.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from weakref import WeakValueDictionary

import redis.asyncio
from rasa.core.lock_store import LOCK_LIFETIME, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

HELD_FOR = 2.0
"""Seconds after which the lock of a process that was killed is free again."""
POLLED_EVERY = 0.02
"""Seconds between two tries for a lock that another process holds."""


class ConversationLocks(LockStore):
    """Rasa's lock store, configured in `endpoints.yml`; without a URL it needs no Redis."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        """Take Redis' URL from the endpoint; connects when it is first used."""
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        url = endpoint_config.url if endpoint_config else None
        self._redis = (
            redis.asyncio.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)
            if url
            else None
        )

    @asynccontextmanager
    async def lock(  # type: ignore[override]
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = POLLED_EVERY,
    ) -> AsyncIterator[None]:
        """Wait until no other turn of the conversation is running, anywhere."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            if self._redis is None:
                yield
                return
            async with self._shared_lock(conversation_id, lock_lifetime, wait_time_in_seconds):
                yield

    async def check(self) -> None:
        """Ask Redis, where there is one, for an answer.

        Raises:
            RedisError: there is none.
        """
        if self._redis is not None:
            await self._redis.ping()

    async def close(self) -> None:
        """Close the connections to Redis."""
        if self._redis is not None:
            await self._redis.aclose()

    @asynccontextmanager
    async def _shared_lock(
        self, conversation_id: str, lifetime: float, wait: float
    ) -> AsyncIterator[None]:
        assert self._redis is not None  # noqa: S101
        lock = self._redis.lock(
            f"lock:{conversation_id}", timeout=HELD_FOR, sleep=wait, blocking_timeout=lifetime
        )
        try:
            await lock.acquire()
        except RedisError as error:
            # The lock only spares turns from colliding: a collision that it did not prevent is
            # noticed when the second turn is saved (conversations.SavedElsewhere).
            logger.error("lock unavailable: error=%s", type(error).__name__)
            yield
            return
        renewal = asyncio.create_task(_renew(lock))
        try:
            yield
        finally:
            renewal.cancel()
            with suppress(RedisError):
                await lock.release()


async def _renew(lock: Any) -> None:
    with suppress(RedisError):
        while True:
            await asyncio.sleep(HELD_FOR / 3)
            await lock.extend(HELD_FOR, replace_ttl=True)
