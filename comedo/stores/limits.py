"""How often one person or address may speak: counted in this process, or by Redis for all."""

import logging
import math
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class RateLimiter:
    """Allows a number of hits per minute and key.

    >>> limiter = RateLimiter(per_minute=1200, redis_url="")
    >>> wait = await limiter.check("address:192.0.2.1")  # None, or seconds to wait
    """

    def __init__(self, per_minute: int, redis_url: str) -> None:
        """Count in Redis where there is a URL, so that all workers share the count."""
        self._limit = RateLimitItemPerMinute(per_minute)
        storage = (
            RedisStorage(f"async+{redis_url}", implementation="redispy", socket_timeout=1)
            if redis_url
            else MemoryStorage()
        )
        # Two counters for each key: cheap to keep, and none outlives its time if the clock jumps.
        self._limiter = SlidingWindowCounterRateLimiter(storage)

    async def check(self, key: str) -> int | None:
        """Count a hit of the key; None if it is allowed, else the seconds after which it may be."""
        try:
            if await self._limiter.hit(self._limit, key):
                return None
            window = await self._limiter.get_window_stats(self._limit, key)
        except RedisError as error:
            # Answering somebody too often does less harm than answering nobody.
            logger.error("rate limit unavailable: error=%s", type(error).__name__)
            return None
        return max(1, math.ceil(window.reset_time - time.time()))
