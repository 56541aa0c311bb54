"""What can be seen from outside of a running helpline: logs and numbers, and nobody's words.

Logs are written by an allow-list of keys; a phone number or a message body has no key.
"""

from service.observability.logs import bind_request_id, configure_logging, log
from service.observability.metrics import count_job, metrics_page, observe_request

__all__ = [
    "bind_request_id",
    "configure_logging",
    "count_job",
    "log",
    "metrics_page",
    "observe_request",
]
