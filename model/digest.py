"""Short digests of what is in memory, without `hashlib`, which loads OpenSSL first: milliseconds of every start."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # the very function that hashlib gives under this name
except ImportError:  # another build of Python
    from hashlib import blake2b

__all__ = ["digest"]


def digest(data: bytes) -> str:
    """What some bytes are told from others by: 32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()
