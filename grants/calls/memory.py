"""What a process remembers, so that it need not be read or rendered again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Keep the values used last. A key has to name everything a value depends on: nothing is ever put right."""

    def __init__(self, size: int) -> None:
        _all.add(self)
        self._size = size
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, made now if it is not remembered."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()

    def __contains__(self, key: K) -> bool:
        return key in self._values


def forget_everything() -> None:
    """Clear every memory, as a new process would begin."""
    for memory in _all:
        memory.clear()


_all: WeakSet[Memory[Any, Any]] = WeakSet()
