"""Is a queue being worked? Asked of RQ by the age of its oldest job, which no worker can fake."""

from datetime import UTC, datetime, timedelta

import redis
from redis import exceptions as gone_wrong
from rq import Queue
from rq.serializers import JSONSerializer

from service.domain.errors import StoreUnavailable


def oldest_wait(url: str, queue: str) -> timedelta:
    """Return how long the next job of this queue has waited; zero when none waits."""
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=3) as link:
            jobs = Queue(queue, connection=link, serializer=JSONSerializer).get_jobs(0, 1)
    except gone_wrong.RedisError as error:
        raise StoreUnavailable("the store did not answer") from error
    since = jobs[0].enqueued_at if jobs else None
    if since is None:
        return timedelta(0)
    return datetime.now(UTC) - since.replace(tzinfo=since.tzinfo or UTC)
