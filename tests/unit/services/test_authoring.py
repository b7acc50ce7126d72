"""What trainers write: drafts, versions that never change, and publishing that is proved first."""

from pathlib import Path

import pytest

from tests.stage import TRAINEE, Stage
from trainer.bootstrap import Services
from trainer.content.catalogue import YamlCatalogue
from trainer.domain.people import Person, Role
from trainer.errors import BadInput, Conflict, ContentError, NotAllowed, NotFound
from trainer.store.memory import MemoryStore
from trainer.system import FixedIds, VirtualClock

TRAINER = Person(name="trainer", role=Role.TRAINER)
OTHER = Person(name="other", role=Role.TRAINER)


@pytest.fixture
def services(root: Path, stage: Stage) -> Services:
    store = MemoryStore()
    catalogue = YamlCatalogue(root, store)
    return Services(catalogue, store, VirtualClock(), FixedIds(1), stage.first.packs)


def shipped(services: Services, name: str = "en/angry") -> str:
    return services.catalogue.shipped_text("persona", name)


def begun(services: Services, name: str = "en/late", text: str = "") -> str:
    text = text or shipped(services).replace("Ms Whitfield", "Mr Late")
    services.authoring.begin(TRAINER, "persona", name, text)
    return text


def test_a_draft_is_offered_to_nobody(services: Services) -> None:
    begun(services)
    assert services.authoring.work(TRAINER, "persona", "en/late").standing.state == "draft"
    assert "en/late" not in services.catalogue.personas()


def test_what_is_published_is_offered_and_found(services: Services) -> None:
    begun(services)
    assert services.authoring.publish(TRAINER, "persona", "en/late") == ()
    assert "en/late" in services.catalogue.personas()
    assert services.catalogue.persona("en/late").name == "Mr Late"
    assert services.authoring.work(TRAINER, "persona", "en/late").standing.state == "published"


def test_a_call_keeps_the_version_it_was_begun_with(services: Services) -> None:
    begun(services)
    services.authoring.publish(TRAINER, "persona", "en/late")
    call = services.calls.ring(TRAINEE, "en/late", "en/billed-twice")
    text = services.catalogue.text("persona", "en/late").replace("Mr Late", "Mr Later")
    work = services.authoring.work(TRAINER, "persona", "en/late")
    services.authoring.save(TRAINER, "persona", "en/late", text, work.after)
    services.authoring.publish(TRAINER, "persona", "en/late")
    then = call.header.version("persona")
    assert services.catalogue.persona("en/late").name == "Mr Later"
    assert services.catalogue.persona("en/late", then).name == "Mr Late"
    services.authoring.withdraw(TRAINER, "persona", "en/late")
    assert "en/late" not in services.catalogue.personas()
    services.calls.answer(TRAINEE, call.id)
    assert services.calls.say(TRAINEE, call.id, "Hello, how can I help?").turns


def test_a_file_that_is_changed_by_hand_leaves_calls_that_have_begun_alone(
    tmp_path: Path, root: Path, stage: Stage
) -> None:
    for folder in ("personas", "scenarios", "rubrics", "trainer"):
        (tmp_path / folder).symlink_to(root / folder)
    (tmp_path / "personas").unlink()
    own = tmp_path / "personas" / "en" / "angry.yaml"
    own.parent.mkdir(parents=True)
    text = (root / "personas" / "en" / "angry.yaml").read_text(encoding="utf-8")
    own.write_text(text, encoding="utf-8")
    store = MemoryStore()
    services = Services(YamlCatalogue(tmp_path, store), store, VirtualClock(), FixedIds(1), stage.first.packs)
    call = services.calls.ring(TRAINEE, "en/angry", "en/billed-twice")
    own.write_text(text.replace("Ms Whitfield", "Ms Whitfield-Jones"), encoding="utf-8")
    assert services.catalogue.persona("en/angry").name == "Ms Whitfield-Jones"
    assert services.catalogue.persona("en/angry", call.header.version("persona")).name == "Ms Whitfield"


def test_a_customer_who_is_never_angry_is_refused_with_the_call_that_shows_it(services: Services) -> None:
    begun(
        services, text=shipped(services).replace("anger: 72", "anger: 5").replace("anger_rises: 1.2", "anger_rises: 0")
    )
    (finding,) = services.authoring.publish(TRAINER, "persona", "en/late")
    assert (finding.kind, finding.shown[0].quality <= 2.5) == ("gives_in", True)
    assert finding.shown[0].call.turns
    assert "en/late" not in services.catalogue.personas()


def test_a_customer_whom_nobody_can_satisfy_is_refused(services: Services) -> None:
    hard = shipped(services).replace("anger: 72", "anger: 100").replace("patience: 60", "patience: 15")
    hard = hard.replace("patience_spends: 1.1", "patience_spends: 3").replace(
        "accepts_at_anger: 50", "accepts_at_anger: 5"
    )
    begun(services, text=hard)
    assert "unresolvable" in [one.kind for one in services.authoring.publish(TRAINER, "persona", "en/late")]


def test_a_situation_whose_first_words_give_a_secret_away_is_refused(services: Services) -> None:
    text = services.catalogue.shipped_text("scenario", "en/billed-twice")
    scenario = services.catalogue.scenario("en/billed-twice")
    secret = next(one for one in scenario.facts if one.gate == "trust")
    leaking = text.replace(scenario.problem[0], secret.says[0])
    services.authoring.begin(TRAINER, "scenario", "en/leaky", leaking)
    found = {one.kind: one.about for one in services.authoring.publish(TRAINER, "scenario", "en/leaky")}
    assert found["leaks"] == secret.id


def test_a_rubric_that_sees_no_difference_is_refused_in_every_language(services: Services) -> None:
    text = services.catalogue.shipped_text("rubric", "foundations")
    flat = "\n".join(_flat(line) for line in text.splitlines())
    services.authoring.begin(TRAINER, "rubric", "flat", flat)
    found = services.authoring.publish(TRAINER, "rubric", "flat")
    assert {(one.kind, one.about) for one in found} == {("no_difference", one) for one in ("en", "ar", "bg")}


def _flat(line: str) -> str:
    return line[: line.index("adds:")] + "adds: 0" if "adds:" in line else line


def test_faults_keep_a_draft_from_being_published_and_nothing_is_lost(services: Services) -> None:
    text = begun(services, text=shipped(services).replace("difficulty: 4", "difficulty: 9"))
    with pytest.raises(ContentError) as caught:
        services.authoring.publish(TRAINER, "persona", "en/late")
    assert [one.code for one in caught.value.faults] == ["content.at_most"]
    assert services.authoring.work(TRAINER, "persona", "en/late").text == text


def test_who_saves_over_somebody_elses_newer_draft_is_told_whose(services: Services) -> None:
    begun(services)
    services.authoring.save(OTHER, "persona", "en/late", shipped(services), after=1)
    with pytest.raises(Conflict) as caught:
        services.authoring.save(TRAINER, "persona", "en/late", "kind: persona", after=1)
    assert caught.value.fault.params["by"] == "other"
    assert len(services.authoring.work(TRAINER, "persona", "en/late").changes) == 2


def test_the_text_before_is_kept_and_can_be_gone_back_to(services: Services) -> None:
    services.authoring.save(TRAINER, "persona", "en/angry", shipped(services) + "# mine\n", after=0)
    work = services.authoring.work(TRAINER, "persona", "en/angry")
    assert work.standing.state == "changed"
    assert services.authoring.text("persona", "en/angry", work.back) == shipped(services)


def test_a_withdrawn_piece_gives_way_to_the_file_of_its_name(services: Services) -> None:
    text = shipped(services).replace("Ms Whitfield", "Ms Brown")
    services.authoring.save(TRAINER, "persona", "en/angry", text, after=0)
    services.authoring.publish(TRAINER, "persona", "en/angry")
    assert services.catalogue.persona("en/angry").name == "Ms Brown"
    services.authoring.withdraw(TRAINER, "persona", "en/angry")
    assert services.catalogue.persona("en/angry").name == "Ms Whitfield"
    with pytest.raises(Conflict):
        services.authoring.withdraw(TRAINER, "persona", "en/angry")


@pytest.mark.parametrize("name", ["late", "en/../../etc/passwd", "en/Late", "en/" + "a" * 70, "fr/late", "en/a b", ""])
def test_nothing_can_be_called_what_is_no_name_of_a_file_here(services: Services, name: str) -> None:
    with pytest.raises(BadInput):
        services.authoring.begin(TRAINER, "persona", name, shipped(services))


def test_a_name_that_is_taken_stays_as_it_is(services: Services) -> None:
    with pytest.raises(Conflict):
        begun(services, "en/angry")


def test_what_is_in_force_already_is_not_published_again(services: Services) -> None:
    with pytest.raises(Conflict):
        services.authoring.publish(TRAINER, "persona", "en/angry")


def test_nobody_but_trainers_reads_or_writes_drafts(services: Services) -> None:
    for act in (
        lambda: services.authoring.pieces(TRAINEE),
        lambda: services.authoring.work(TRAINEE, "persona", "en/angry"),
        lambda: services.authoring.begin(TRAINEE, "persona", "en/late", "x"),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotFound):
        services.authoring.work(TRAINER, "persona", "en/nobody")


def test_a_text_that_is_empty_or_endless_is_refused(services: Services) -> None:
    for text in ("  ", "x" * 500_000):
        with pytest.raises(BadInput):
            services.authoring.begin(TRAINER, "persona", "en/late", text)
    assert [one.code for one in services.authoring.faults("persona", "en/late", "x" * 500_000)] == ["content.too_large"]


def test_the_list_says_how_everything_stands(services: Services) -> None:
    begun(services)
    found = {(one.kind, one.name): one.state for one in services.authoring.pieces(TRAINER)}
    assert (found["persona", "en/late"], found["persona", "en/angry"]) == ("draft", "shipped")
    assert ("programme", "first-line") in found


def test_a_call_to_try_is_the_same_again_and_nothing_of_it_is_kept(services: Services) -> None:
    persona, scenario = services.catalogue.persona("en/angry"), services.catalogue.scenario("en/billed-twice")
    lines = ("Good morning, how can I help?", "What's your account number?")
    first, again = (services.proving.talk(persona, scenario, lines) for _ in range(2))
    assert [turn.text for turn in first.turns] == [turn.text for turn in again.turns]
    assert len(first.turns) == 4
    assert services.store.count() == 0


def test_the_curve_shows_all_five_agents_and_the_best_one_calms(services: Services) -> None:
    persona, scenario = services.catalogue.persona("en/angry"), services.catalogue.scenario("en/billed-twice")
    felt = services.proving.feelings(persona, scenario)
    assert list(felt) == ["excellent", "decent", "hollow", "cold", "rude"]
    assert felt["excellent"][-1].anger < felt["rude"][-1].anger
