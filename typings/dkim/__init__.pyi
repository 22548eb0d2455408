from collections.abc import Callable, Sequence

class DKIMException(Exception): ...

def sign(
    message: bytes,
    selector: bytes,
    domain: bytes,
    privkey: bytes,
    canonicalize: tuple[bytes, bytes] = ...,
    include_headers: Sequence[bytes] | None = ...,
) -> bytes: ...
def verify(message: bytes, dnsfunc: Callable[..., bytes] = ...) -> bool: ...
