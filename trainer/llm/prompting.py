"""What the model of the customer is told. Who they are stays the same all call long: it comes first and is cached."""

from trainer.domain.moves import Act
from trainer.domain.persona import CustomerState
from trainer.domain.values import Language
from trainer.ports import Message, Moment
from trainer.prompts.render import fenced, phrases, render

TURNS = 4
"""The last turns that the model sees; what matters of the earlier ones is in the state."""
FEELINGS = ("anger", "confusion", "hesitation", "trust")


def asked(gist: str, act: Act, moment: Moment) -> tuple[Message, ...]:
    """The messages for one turn. No fact that the customer may not tell yet is in them."""
    language = moment.scenario.language
    turns = [turn.model_copy(update={"text": fenced(turn.text)}) for turn in moment.turns[-TURNS:]]
    return (
        Message(role="system", text=render(language, "customer", persona=moment.persona, scenario=moment.scenario)),
        Message(
            role="user",
            text=render(
                language,
                "moment",
                turns=turns,
                moods=moods(moment.customer.state, language),
                move=phrases(language, "moves")[act.move],
                gist=fenced(gist),
            ),
        ),
    )


def moods(state: CustomerState, language: Language) -> list[str]:
    """How the customer is, in words: what is strong, and whether the agent is trusted."""
    words = phrases(language, "moods")
    strong = [f"{name}_{_band(getattr(state, name))}" for name in FEELINGS[:-1] if getattr(state, name) >= _MID]
    return [words[key] for key in strong or ["anger_low"]] + [words[f"trust_{_band(state.trust)}"]]


_MID, _HIGH = 35, 70


def _band(value: float) -> str:
    return "low" if value < _MID else "mid" if value < _HIGH else "high"
