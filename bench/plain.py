"""The prompt of a plain chat customer: all of the persona and the scenario, told to the model at the start."""

from trainer.domain.persona import Persona
from trainer.domain.scenario import Scenario


def everything(persona: Persona, scenario: Scenario) -> str:
    """What somebody who has no engine must tell the model at the start; one wording of each thing."""
    facts = [f"- {one.says[0]}" for one in scenario.facts]
    asks = [f"- {one.asks[0]}" for one in scenario.questions]
    doubts = [f"- {one.says[0]}" for one in scenario.doubts]
    beliefs = [f"- {one.says[0]}" for one in scenario.beliefs]
    news = [f"- {one.says[0]}" for one in scenario.news]
    return "\n".join(
        [
            f"You play {persona.full_name}, a {persona.temperament} customer of {scenario.company}: {scenario.title}.",
            persona.summary,
            f"You speak like this: {persona.dialect}. Never speak for the agent. One or two sentences.",
            f"You open with: {scenario.opening[0]} Your problem: {scenario.problem[0]} You want: {scenario.wish[0]}",
            "Tell these only when asked:",
            *facts,
            "You want to know:",
            *asks,
            "You doubt:",
            *doubts,
            "You believe:",
            *beliefs,
            "In the middle of the call this happens:",
            *news,
            "You are satisfied only when the feeling is acknowledged and the matter is settled.",
        ]
    )
