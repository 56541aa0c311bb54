"""One worker process: one queue, one job at a time."""

from service.adapters.rq_jobs import work
from service.observability import configure_logging
from service.settings import load_settings
from service.wiring import worker_ports
from workers import jobs


def main(queue: str) -> None:
    """Work a queue until a signal ends it."""
    settings = load_settings()
    configure_logging(f"worker-{queue}")
    ports, _ = worker_ports(settings)
    jobs.prepare(ports)
    work(settings.redis_url_for("worker").get_secret_value(), queue)
