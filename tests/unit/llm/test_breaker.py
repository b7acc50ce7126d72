"""A dead endpoint is left alone, and tried again later."""

from trainer.llm.breaker import FAILURES, REST, Breaker


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_an_endpoint_that_fails_again_and_again_is_left_alone_for_a_while() -> None:
    watch = Watch()
    breaker = Breaker(watch)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed()
    assert not breaker.allows()
    watch.at = REST
    assert breaker.allows()


def test_after_the_rest_one_request_tries_and_the_others_wait_for_it() -> None:
    watch = Watch()
    breaker = Breaker(watch)
    for _ in range(FAILURES):
        breaker.failed()
    watch.at = REST
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows()] == [True, True]


def test_an_endpoint_that_asks_for_rest_gets_it_at_once() -> None:
    watch = Watch()
    breaker = Breaker(watch)
    breaker.failed(wait=12)
    watch.at = 11.9
    assert not breaker.allows()
    watch.at = 12
    assert breaker.allows()


def test_a_success_forgets_the_failures_before_it() -> None:
    breaker = Breaker(Watch())
    for _ in range(FAILURES - 1):
        breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()
