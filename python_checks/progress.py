"""Says where a dbt run is: a line when a new layer starts and every few seconds, not one per node."""

import sys
import threading
import time
from typing import Any

SECONDS_BETWEEN_LINES = 5.0


class Progress:
    """A dbt event callback. `seconds_to_first_node` is what dbt needs to start and parse, None until a node runs."""

    def __init__(self, started: float) -> None:
        self.started = started
        self.seconds_to_first_node: float | None = None
        self._total = 0
        self._done = 0
        self._said_at = started
        self._layers: set[str] = set()
        self._one_at_a_time = threading.Lock()

    def __call__(self, event: Any) -> None:
        """Takes one dbt event (protobuf EventMsg); everything but the few it knows is ignored."""
        with self._one_at_a_time:
            if event.info.name == "ConcurrencyLine":
                self._total = event.data.node_count
            elif event.info.name == "NodeStart":
                self._node_started(event.data.node_info)
            elif event.info.name == "NodeFinished":
                self._done += 1
                self._say("", is_new=False)

    def _node_started(self, node: Any) -> None:
        if self.seconds_to_first_node is None:
            self.seconds_to_first_node = time.monotonic() - self.started
        if node.resource_type in ("model", "seed"):
            layer = "seeds" if node.resource_type == "seed" else node.node_path.split("/")[0]
            is_new = layer not in self._layers
            self._layers.add(layer)
            self._say(layer, is_new)

    def _say(self, layer: str, is_new: bool) -> None:
        now = time.monotonic()
        if is_new or now - self._said_at >= SECONDS_BETWEEN_LINES:
            self._said_at = now
            of_total = f" of {self._total}" if self._total else ""
            sys.stdout.write(f"  {now - self.started:5.0f} s  {self._done:>4}{of_total} steps done{f', {layer}' if layer else ''}\n")
            sys.stdout.flush()
