"""Whatever is heard, the customer's state stays in bounds and the same inputs give the same customer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stage import Stage
from trainer.domain.codebook import Behaviour, Code
from trainer.domain.customer.advance import advance
from trainer.domain.customer.memory import newcomer

heard = st.lists(
    st.lists(st.sampled_from(list(Code)), max_size=5).map(
        lambda codes: tuple(Behaviour(code=code, quote="", start=0, end=0) for code in codes)
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(turns=heard, seconds=st.floats(0, 3_600), who=st.sampled_from(["angry", "confused", "hesitant"]))
def test_state_is_bounded_and_repeatable(
    stage: Stage, turns: list[tuple[Behaviour, ...]], seconds: float, who: str
) -> None:
    persona = stage.catalogue.persona(f"en/{who}")
    scenario = stage.catalogue.scenario("en/billed-twice")
    once = again = newcomer(persona)
    for behaviours in turns:
        once = advance(persona, scenario, once, behaviours, seconds)
        again = advance(persona, scenario, again, behaviours, seconds)
    assert once == again
    assert all(0 <= level <= 100 for level in once.state.model_dump().values())
