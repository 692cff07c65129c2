"""ID tokens of other vendors' journals: who signed them, for whom, when, about whom (OpenID Connect Core, 3.1.3.7)."""

import re
import time
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from authlib.oidc.core import CodeIDToken
from cryptography.exceptions import UnsupportedAlgorithm
from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    InvalidKeyIdError,
    JoseError,
    SecurityWarning,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import Key, KeySet, import_key
from joserfc.jws import JWSRegistry

_ALGORITHMS = frozenset({
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
})  # fmt: skip
"""Only asymmetric ones: whoever reads the published keys cannot sign by them."""
_KEY_TYPES = frozenset({"RSA", "EC", "OKP"})
_PUBLIC_PARTS = ("kty", "kid", "use", "alg", "key_ops", "n", "e", "crv", "x", "y")
_LEEWAY_S = 60
"""By how much the two servers' clocks may differ."""
_MAX_AGE_S = 600
"""The token is made for the code that was just exchanged: an older one was made for something else."""
_SUB = re.compile(r"[\x20-\x7e]{1,255}")


class IdTokenRefused(Exception):
    """The ID token proves nothing. The reason contains nothing of it."""


class UnknownKey(IdTokenRefused):
    """None of the keys has signed it; the journal may have replaced them since."""


@dataclass(frozen=True, slots=True)
class ExpectedToken:
    """What the ID token of one sign-in must say."""

    issuer: str
    client_id: str
    nonce: str


class _Algorithms(JWSRegistry):
    """The allowed algorithms. EdDSA, which the library only warns of, is the older name of Ed25519."""

    def get_alg(self, name: str):  # noqa: ANN202 - a type that the library does not export
        """Return the algorithm of this name. Raises UnsupportedAlgorithmError."""
        if name not in _ALGORITHMS:
            raise UnsupportedAlgorithmError
        return self.algorithms[name]


_REGISTRY = _Algorithms(strict_check_header=False)


def read_keys(published: Iterable[Mapping[str, object]]) -> KeySet:
    """Return the published keys that verify signatures. What is not understood is left out (RFC 7517, 5)."""
    return KeySet([key for one in published if (key := _read_key(one)) is not None])


def verify_id_token(token: str, keys: KeySet, expected: ExpectedToken) -> str:
    """Return whom the token is about: its `sub`. Raises IdTokenRefused, UnknownKey.

    Uses the true time, as other servers do, not `core.clock`.
    """
    try:
        decoded = jwt.decode(token, keys, registry=_REGISTRY)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": expected.issuer},
                "aud": {"essential": True, "value": expected.client_id},
                "sub": {"essential": True},
            },
            {"client_id": expected.client_id, "nonce": expected.nonce},
        )
        claims.validate(leeway=_LEEWAY_S)  # pyright: ignore[reportUnknownMemberType] - the library has no types
    except (InvalidKeyIdError, BadSignatureError) as error:
        raise UnknownKey(type(error).__name__) from None
    except ClaimError as error:
        raise IdTokenRefused(f"{type(error).__name__} {error.claim}") from None
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise IdTokenRefused(type(error).__name__) from None
    if time.time() - decoded.claims["iat"] > _MAX_AGE_S:
        raise IdTokenRefused("issued too long ago")
    sub: str = decoded.claims["sub"]
    if not _SUB.fullmatch(sub):
        raise IdTokenRefused("not a sub")
    return sub


def _read_key(published: Mapping[str, object]) -> Key | None:
    if published.get("kty") not in _KEY_TYPES or published.get("use", "sig") != "sig":
        return None
    public = {name: published[name] for name in _PUBLIC_PARTS if name in published}
    try:
        with warnings.catch_warnings(action="error", category=SecurityWarning):  # of a key that is too short
            return import_key(public)  # pyright: ignore[reportArgumentType] - it examines what it is given
    except (JoseError, SecurityWarning, UnsupportedAlgorithm, ValueError, TypeError, KeyError):
        return None
