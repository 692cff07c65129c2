"""Signing in at another vendor's journal: what it must prove, and the lies by which nobody is signed in."""

import hmac
import json
import time
import warnings
from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import cache

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from joserfc import jws
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey
from starlette.responses import JSONResponse, Response

from parta.adapters import journals as adapter
from parta.adapters.journals import ExternalPerson, ExternalReturn, JournalUnavailable, OneRosterJournals
from tests.journal_fake import CLIENT, ISSUER, JournalFake, Json, sign

pytestmark = pytest.mark.anyio

BACK = "http://parta.test/api/linking/callback"
LENA: Json = {"givenName": "Елена", "familyName": "Орлова", "roles": [{"role": "student", "org": {"sourcedId": "2"}}]}
OTHER = "http://another.fake"

Lie = Callable[[JournalFake], object]


@cache
def rsa() -> RSAKey:
    """Return a key of the type that most journals have."""
    return RSAKey.generate_key(2048, {"kid": "rsa"})


def short_rsa() -> RSAKey:
    """Return a key that can be broken."""
    with warnings.catch_warnings(action="ignore"):
        return RSAKey.import_key(generate_private_key(65537, 1024), {"kid": "short"})  # noqa: S505 - that is its point


def ed25519() -> OKPKey:
    """Return a key of the newest type."""
    return OKPKey.generate_key("Ed25519", {"kid": "ed"})


def ec(kid: str | None) -> ECKey:
    """Return a new key."""
    return ECKey.generate_key("P-256", {"kid": kid} if kid else None)


@pytest.fixture
def fake() -> JournalFake:
    """Return a journal, which does not lie yet."""
    return JournalFake({"lena": LENA, "misha": LENA})


@pytest.fixture
def journals(fake: JournalFake) -> OneRosterJournals:
    """Return the adapter that is connected with it."""
    return OneRosterJournals(httpx.ASGITransport(app=fake.app))


async def sign_in(
    journals: OneRosterJournals, fake: JournalFake, who: str = "lena", *, issuer: str | None = None
) -> ExternalPerson:
    """Sign in at the journal as this person; the redirect back names this issuer."""
    begun = await journals.begin_sign_in(CLIENT, state="s", redirect_uri=BACK)
    code = fake.sign_in(begun.url, who)["code"]
    back = ExternalReturn(code, issuer, begun.verifier, begun.nonce)
    return await journals.fetch_person(CLIENT, back, redirect_uri=BACK)


def encode(part: Json) -> bytes:
    """Return a part of a token."""
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")


def sign_by_nothing(header: Json, claims: Json, _: Key) -> str:
    """Return a token without a signature."""
    return (encode({**header, "alg": "none"}) + b"." + encode(claims) + b".").decode()


def sign_by_public_key(header: Json, claims: Json, key: Key) -> str:
    """Return a token that is signed by what everybody knows, as if it was a secret."""
    assert not isinstance(key, OctKey)
    signed = encode({**header, "alg": "HS256"}) + b"." + encode(claims)
    signature = urlsafe_b64encode(hmac.digest(key.as_pem(private=False), signed, "sha256")).rstrip(b"=")
    return (signed + b"." + signature).decode()


def sign_by_stranger(header: Json, claims: Json, _: Key) -> str:
    """Return a token that another one has signed in the name of the journal's key."""
    return sign(header, claims, ec("first"))


def change_afterwards(header: Json, claims: Json, key: Key) -> str:
    """Return a token whose claims are not those that were signed."""
    head, _, signature = sign(header, {**claims, "sub": "misha"}, key).split(".")
    return f"{head}.{encode(claims).decode()}.{signature}"


def publish(body: object) -> Lie:
    """Return the lie that these are the journal's keys."""
    return lambda fake: setattr(fake, "jwks", body if isinstance(body, Response) else JSONResponse(body))


def say(**what: Json) -> Lie:
    """Return the lie that these of the fake's sayings are so."""
    return lambda fake: [getattr(fake, name).update(changes) for name, changes in what.items()]


def sign_by(
    how: Callable[[Json, Json, Key], str] = sign, *, key: Callable[[], Key] | None = None, algorithm: str = "ES256"
) -> Lie:
    """Return the lie of a journal that signs otherwise, or by another key."""

    def lie(fake: JournalFake) -> None:
        fake.sign, fake.key, fake.algorithm = how, key() if key else fake.key, algorithm

    return lie


def publish_beside(*others: Callable[[], Key]) -> Lie:
    """Return the lie that these are the journal's keys too."""
    return lambda fake: setattr(fake, "keys", [*(other() for other in others), fake.key])


def claim(**changes: object) -> Lie:
    """Return the lie that the ID token says this."""
    return say(claims=changes)


def claim_times(**seconds: int) -> Lie:
    """Return the lie that these times of the ID token are so many seconds from now."""
    return lambda fake: fake.claims.update({name: int(time.time()) + by for name, by in seconds.items()})


def all_of(*lies: Lie) -> Lie:
    """Return all these lies as one."""
    return lambda fake: [lie(fake) for lie in lies]


MANY_KEYS = {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "A" * 43, "kid": f"{n}"} for n in range(10_000)]}

# What is a lie, and by which word the log says so.
LIES: dict[str, tuple[Lie, str]] = {
    "another issuer in its discovery": (say(discovery={"issuer": OTHER}), "discovery"),
    "an issuer with a slash more in its discovery": (say(discovery={"issuer": f"{ISSUER}/"}), "discovery"),
    "no issuer in its discovery": (say(discovery={"issuer": None}), "_Discovery"),
    "no address of keys": (say(discovery={"jwks_uri": None}), "_Discovery"),
    "an address of keys that is none of the web": (say(discovery={"jwks_uri": "file:///etc/passwd"}), "_Discovery"),
    "another issuer in the token": (claim(iss=OTHER), "InvalidClaimError iss"),
    "no issuer in the token": (claim(iss=None), "MissingClaimError iss"),
    "no sub": (claim(sub=None), "MissingClaimError sub"),
    "an empty sub": (claim(sub=""), "InvalidClaimError sub"),
    "a sub that is a number": (claim(sub=7), "InvalidClaimError sub"),
    "a sub with a NUL": (all_of(claim(sub="le\0na"), say(userinfo={"sub": "le\0na"})), "not a sub"),
    "an endless sub": (all_of(claim(sub="l" * 256), say(userinfo={"sub": "l" * 256})), "not a sub"),
    "another audience": (claim(aud="another"), "InvalidClaimError aud"),
    "no audience": (claim(aud=None), "MissingClaimError aud"),
    "an empty audience": (claim(aud=[]), "InvalidClaimError aud"),
    "several audiences without azp": (claim(aud=["parta", "another"]), "MissingClaimError azp"),
    "several audiences with the azp of another": (
        claim(aud=["parta", "another"], azp="another"),
        "InvalidClaimError azp",
    ),
    "one audience with the azp of another": (claim(azp="another"), "InvalidClaimError azp"),
    "no iat": (claim(iat=None), "MissingClaimError iat"),
    "an iat that is no time": (claim(iat="yesterday"), "InvalidClaimError iat"),
    "issued in the future": (claim_times(iat=3600, exp=7200), "InvalidClaimError iat"),
    "issued long ago": (claim_times(iat=-3600), "issued too long ago"),
    "no exp": (claim(exp=None), "MissingClaimError exp"),
    "expired": (claim_times(iat=-400, exp=-300), "ExpiredTokenError exp"),
    "expires never": (claim(exp=float("inf")), "InvalidClaimError exp"),
    "not valid yet": (claim_times(nbf=3600), "InvalidClaimError nbf"),
    "several keys and no kid": (
        all_of(sign_by(key=lambda: ec(None)), publish_beside(lambda: ec(None))),
        "InvalidKeyIdError",
    ),
    "several keys, no kid in the token": (
        all_of(say(header={"kid": None}), publish_beside(lambda: ec("second"))),
        "InvalidKeyIdError",
    ),
    "an unknown kid": (say(header={"kid": "unknown"}), "InvalidKeyIdError"),
    "no signature": (sign_by(sign_by_nothing), "UnsupportedAlgorithmError"),
    "its public key as a secret": (sign_by(sign_by_public_key), "UnsupportedAlgorithmError"),
    "its public RSA key as a secret": (sign_by(sign_by_public_key, key=rsa), "UnsupportedAlgorithmError"),
    "the signature of another": (sign_by(sign_by_stranger), "BadSignatureError"),
    "claims that were changed afterwards": (sign_by(change_afterwards), "BadSignatureError"),
    "an algorithm that is not the key's": (
        sign_by(lambda h, c, _: sign({**h, "alg": "RS256"}, c, rsa())),
        "InvalidKeyTypeError",
    ),
    "a key that is too short": (sign_by(key=short_rsa, algorithm="RS256"), "InvalidKeyIdError"),
    "another nonce": (claim(nonce="another"), "InvalidClaimError nonce"),
    "no nonce": (claim(nonce=None), "MissingClaimError nonce"),
    "another sub in userinfo": (say(userinfo={"sub": "misha"}), "another person"),
    "no sub in userinfo": (say(userinfo={"sub": None}), "_Claims"),
    "no token": (sign_by(lambda _, __, ___: ""), "DecodeError"),
    "a token that is nonsense": (sign_by(lambda _, __, ___: "one.two.three"), "DecodeError"),
    "claims that nest without an end": (
        sign_by(lambda h, _, key: jws.serialize_compact(h, b"[" * 90_000, key)),
        "RecursionError",
    ),
    "keys that are a list": (publish([]), "status 200, not an object"),
    "keys that are none": (publish({"keys": []}), "InvalidKeyIdError"),
    "keys that are words": (publish({"keys": ["first"]}), "_PublishedKeys"),
    "something else than keys": (publish({"error": "no keys"}), "_PublishedKeys"),
    "keys that are a page": (publish(Response("<html>", media_type="text/html")), "JSONDecodeError"),
    "keys that have moved": (say(discovery={"jwks_uri": f"{ISSUER}/moved"}), "JSONDecodeError"),
    "keys that are too large": (publish({"keys": [], "more": "x" * (1 << 20)}), "the response is too long"),
    "ten thousand keys": (publish(MANY_KEYS), "_PublishedKeys"),
}


@pytest.mark.parametrize(("lie", "reason"), LIES.values(), ids=LIES.keys())
async def test_by_a_lie_nobody_is_signed_in(
    journals: OneRosterJournals, fake: JournalFake, lie: Lie, reason: str
) -> None:
    lie(fake)
    with pytest.raises(JournalUnavailable, match=rf"\b{reason}\b"):
        await sign_in(journals, fake)


TRUTHS: dict[str, Lie] = {
    "ES256": sign_by(),
    "ES512": sign_by(key=lambda: ECKey.generate_key("P-521", {"kid": "long"}), algorithm="ES512"),
    "RS256": sign_by(key=rsa, algorithm="RS256"),
    "PS384": sign_by(key=rsa, algorithm="PS384"),
    "EdDSA": sign_by(key=ed25519, algorithm="EdDSA"),
    "Ed25519": sign_by(key=ed25519, algorithm="Ed25519"),
    "one key without a kid": sign_by(key=lambda: ec(None)),
    "no kid in the token, and one key": say(header={"kid": None}),
    "one of several keys": publish_beside(rsa, lambda: ec("other")),
    "beside keys for encryption and for who knows what": lambda fake: publish(
        {
            "keys": [
                {**ec("first").as_dict(private=False), "use": "enc"},
                {"kty": "new", "kid": "first"},
                {"kty": "EC", "crv": "P-7", "x": "A", "y": "B", "kid": "first"},
                fake.key.as_dict(private=False),
            ]
        }
    )(fake),
    "a header that nobody knows": say(header={"vendor": "x"}),
    "an audience of one in a list": claim(aud=["parta"]),
    "several audiences with our azp": claim(aud=["parta", "another"], azp="parta"),
    "a clock that is half a minute ahead": claim_times(iat=30),
}


@pytest.mark.parametrize("truth", TRUTHS.values(), ids=TRUTHS.keys())
async def test_what_the_standard_allows_is_understood(
    journals: OneRosterJournals, fake: JournalFake, truth: Lie
) -> None:
    truth(fake)
    assert (await sign_in(journals, fake)).sourced_id == "lena"


async def test_keys_are_kept_for_a_while(
    journals: OneRosterJournals, fake: JournalFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sign_in(journals, fake)
    await sign_in(journals, fake, "misha")
    assert fake.asked.count("/keys") == 1
    later = time.monotonic() + 3600
    monkeypatch.setattr(adapter, "monotonic", lambda: later)
    await sign_in(journals, fake)
    assert fake.asked.count("/keys") == 2


@pytest.mark.parametrize("kid", ["second", "first", None])
async def test_a_journal_that_replaced_its_keys_is_understood_at_once(
    journals: OneRosterJournals, fake: JournalFake, kid: str | None
) -> None:
    await sign_in(journals, fake)
    fake.key = ec(kid)
    assert (await sign_in(journals, fake)).sourced_id == "lena"
    assert fake.asked.count("/keys") == 2


async def test_for_a_key_that_is_unknown_all_the_same_keys_are_fetched_once_more(
    journals: OneRosterJournals, fake: JournalFake
) -> None:
    await sign_in(journals, fake)
    fake.header["kid"] = "unknown"
    with pytest.raises(JournalUnavailable, match="InvalidKeyIdError"):
        await sign_in(journals, fake)
    assert fake.asked.count("/keys") == 2


async def test_keys_of_another_address_are_fetched(journals: OneRosterJournals, fake: JournalFake) -> None:
    await sign_in(journals, fake)
    fake.discovery["jwks_uri"] = f"{ISSUER}/keys?new"
    await sign_in(journals, fake)
    assert fake.asked.count("/keys") == 2


async def test_the_token_of_another_sign_in_proves_nothing(journals: OneRosterJournals, fake: JournalFake) -> None:
    begun = [await journals.begin_sign_in(CLIENT, state="s", redirect_uri=BACK) for _ in range(2)]
    assert begun[0].nonce != begun[1].nonce
    code = fake.sign_in(begun[0].url, "lena")["code"]
    back = ExternalReturn(code, None, begun[0].verifier, begun[1].nonce)
    with pytest.raises(JournalUnavailable, match="nonce"):
        await journals.fetch_person(CLIENT, back, redirect_uri=BACK)


@pytest.mark.parametrize(
    ("announced", "named", "is_believed"),
    [
        (True, ISSUER, True),
        (True, None, False),
        (True, OTHER, False),
        (False, None, True),
        (False, ISSUER, True),
        (False, OTHER, False),
    ],
)
async def test_a_redirect_of_another_issuer_is_refused_before_the_code_is_used(
    journals: OneRosterJournals, fake: JournalFake, *, announced: bool, named: str | None, is_believed: bool
) -> None:
    fake.discovery["authorization_response_iss_parameter_supported"] = announced
    if is_believed:
        assert (await sign_in(journals, fake, issuer=named)).sourced_id == "lena"
    else:
        with pytest.raises(JournalUnavailable, match="issuer"):
            await sign_in(journals, fake, issuer=named)
        assert list(fake.codes) == ["code of lena"]


async def test_an_address_to_sign_in_at_keeps_its_own_query(journals: OneRosterJournals, fake: JournalFake) -> None:
    fake.discovery["authorization_endpoint"] = f"{ISSUER}/authorize?school=2"
    assert (await sign_in(journals, fake)).sourced_id == "lena"


async def test_an_id_is_one_part_of_an_address(journals: OneRosterJournals, fake: JournalFake) -> None:
    fake.people["lena?of=2"] = LENA
    assert (await sign_in(journals, fake, "lena?of=2")).sourced_id == "lena?of=2"


async def test_who_lies_is_still_asked_for_others(journals: OneRosterJournals, fake: JournalFake) -> None:
    fake.claims["nonce"] = "another"
    for _ in range(6):
        with pytest.raises(JournalUnavailable, match="nonce"):
            await sign_in(journals, fake)
    fake.claims.clear()
    assert (await sign_in(journals, fake)).sourced_id == "lena"
