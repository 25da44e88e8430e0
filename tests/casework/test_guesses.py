"""A reference cannot be found by trying."""

from __future__ import annotations

from redis.asyncio import Redis

from casework.guesses import WRONG_OF_A_PERSON, WRONG_OF_ALL, guessed_wrong, may_guess
from casework.pseudonyms import Pseudonym

ANNE, BRUNO = Pseudonym("a" * 26), Pseudonym("b" * 26)


async def test_after_five_wrong_references_a_person_waits_and_others_do_not(redis: Redis) -> None:
    for _ in range(WRONG_OF_A_PERSON):
        assert await may_guess(redis, ANNE)
        await guessed_wrong(redis, ANNE)
    assert not await may_guess(redis, ANNE)
    assert await may_guess(redis, BRUNO)


async def test_the_wait_ends_within_the_hour(redis: Redis) -> None:
    for _ in range(3):
        await guessed_wrong(redis, ANNE)
    assert 3500 < await redis.ttl(f"{{relais}}:guesses:{ANNE}") <= 3600


async def test_many_people_together_have_a_limit_too(redis: Redis) -> None:
    for number in range(WRONG_OF_ALL):
        await guessed_wrong(redis, Pseudonym(f"{number:026d}"))
    assert not await may_guess(redis, BRUNO)
