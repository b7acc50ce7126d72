"""The composition root of the web app: the record, the first people, and the server."""

import contextlib
import dataclasses
import gc
import logging
import secrets
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from trainer.bootstrap import Services, data_folder
from trainer.content.library import File
from trainer.domain.call import Call
from trainer.domain.codebook import Code
from trainer.domain.counting import facts_of
from trainer.domain.people import Person, Role
from trainer.domain.values import LANGUAGES, Language
from trainer.errors import BadInput, TrainerError
from trainer.hearing import Hearing, Speech
from trainer.models import destinations, with_chosen
from trainer.services.conversation import Conversation
from trainer.services.speaking import Speaking
from trainer.services.taping import Tape
from trainer.settings import Settings
from trainer.store.recordings import Recordings
from trainer.ui.drafts import Drafts
from trainer.ui.house import Checked, House
from trainer.web.application import application
from trainer.web.provider import Provider
from trainer.web.recordings import recordings
from trainer.web.sessions import signed_in
from trainer.web.voice import Open, SocketLine, voice

log = logging.getLogger(__name__)


def first_people(services: Services, settings: Settings) -> dict[str, str]:
    """On an empty record that only this machine reaches: one person a role, with their passwords by name."""
    if services.store.people() or not settings.loopback:
        return {}
    return {role.value: add_person(services, settings, role.value, role) for role in Role}


def add_person(services: Services, settings: Settings, name: str, role: Role, team: str = "") -> str:
    """Record a person and return the password that was made for them; `Conflict` when the name is taken."""
    password = secrets.token_urlsafe(9)
    person = Person(name=name, role=role, language=settings.language, team=team)
    services.store.add_person(person, services.passwords.hash(password))
    return password


def reset_password(services: Services, name: str) -> str:
    """Make a new password for a person, who need not wait any more; `NotFound` when nobody has that name."""
    password = secrets.token_urlsafe(9)
    services.store.set_password(name, services.passwords.hash(password))
    services.store.forget_wrong(name)
    services.store.end_sittings(name)
    return password


def web_application(services: Services, settings: Settings, speech: Hearing | None = None) -> FastAPI:
    """The web application over these services; `speech` is what the settings name, unless another is given."""
    speech = speech or Speech(settings)
    sounds = Recordings(data_folder(settings) / "recordings")

    def check() -> list[Checked]:
        return [
            Checked(_shown(file, settings.content), _kind(file), file.faults) for file in services.catalogue.files()
        ]

    def code_names(language: Language) -> Mapping[Code, str]:
        return {code: entry.name for code, entry in services.catalogue.codebook(language).codes.items()}

    house = House(
        access=services.access,
        accounts=services.accounts,
        assignments=services.assignments,
        authoring=services.authoring,
        proving=services.proving,
        certification=services.certification,
        trail=services.trail,
        calls=services.calls,
        grades=services.grades,
        review=services.review,
        spending=services.spending,
        destinations=(*destinations(with_chosen(settings)), *speech.destinations()),
        drafts=Drafts(),
        survey=services.survey,
        history=services.history,
        catalogue=services.catalogue,
        people=services.store,
        clock=services.clock,
        recorded=sounds.exists,
        means=speech.means,
        check=check,
        code_names=code_names,
        facts=lambda call: facts_of(services.replaying.freeze(call)),
    )
    app = application(house, services.store, services.keeper, services.clock, provider_of(settings))
    lines = _lines(services, speech, sounds)
    app.include_router(voice(lines, lambda request: signed_in(request, services.store)))

    def file_of(person: Person, call: str) -> Path:
        return sounds.file(services.calls.read(person, call).id)

    def shape_of(person: Person, call: str) -> Mapping[str, object]:
        return sounds.shape(services.calls.read(person, call).id)._asdict()

    app.include_router(recordings(file_of, shape_of, lambda request: signed_in(request, services.store)))
    return app


def _lines(services: Services, speech: Hearing, sounds: Recordings) -> Open:
    """Opens the line of the call that a person is in."""

    def open_(person: Person, line: SocketLine) -> Conversation | None:
        call = services.calls.open_call(person)
        if call is None or speech.means(call.header.language) == "none":
            return None
        ears = speech.ears(call.header.language)
        speaking = Speaking(services.catalogue, speech.mouth, line, read=read)
        return Conversation(
            services.calls, services.catalogue, person, call, ears, speech.activity(), speaking, line, tape_of
        )

    def read(text: str, language: Language) -> str:
        return services.catalogue.aloud(language).read(text)

    def tape_of(call: Call) -> Tape:
        return Tape(sounds, call.id, (services.clock.now() - call.header.began).total_seconds())

    return open_


def listen(settings: Settings) -> socket.socket:
    """The socket to serve on; `BadInput` when the port is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise BadInput("port.taken", port=settings.port) from error
    return listening


def provider_of(settings: Settings) -> Provider | None:
    """Who else signs people in, if the settings name anybody."""
    if not settings.oidc_issuer:
        return None
    secret = settings.oidc_secret.get_secret_value()
    return Provider(settings.oidc_issuer, settings.oidc_client, secret, settings.oidc_claim)


def warm_up(services: Services, speech: Hearing) -> None:
    """Wake ears, voices and every language before somebody waits; what cannot be is said when it is needed."""
    # A whole call is rehearsed: what an agent's usual words are looked up with is made when they are first heard.
    plain = dataclasses.replace(services, models=None)
    for language in LANGUAGES:
        with contextlib.suppress(TrainerError, StopIteration):
            persona = _first(plain.catalogue.personas(), language)
            scenario = _first(plain.catalogue.scenarios(), language)
            plain.rehearsal.play(plain.catalogue.practice(language)[0], persona, scenario, seed=1)
    services.catalogue.files()
    with contextlib.suppress(TrainerError):
        speech.wake()
    # What was read stays for good; looking it through for garbage would hold every call up for half a second.
    gc.collect()
    gc.freeze()


def sweep_now_and_then(services: Services, every: float = 60.0) -> None:
    """Grade what a stop or a judge out of reach has left waiting; on a thread of its own."""

    def sweep() -> None:
        with contextlib.suppress(TrainerError):
            # A stop between an act and the line that tells of it.
            services.review.catch_up()
        while True:
            try:
                services.grades.sweep()
            except Exception:
                # A disk that is full for an hour must not end the sweeping for good.
                log.exception("what awaits its grade could not be looked through")
            time.sleep(every)

    threading.Thread(target=sweep, name="sweep", daemon=True).start()


def serve_on(listening: socket.socket, app: FastAPI) -> None:
    """Serve until the process is asked to stop."""
    server_of(app).run(sockets=[listening])


def server_of(app: FastAPI) -> uvicorn.Server:
    """The server of the web application; sound is sent as it is, for squeezing every 20 ms of it costs more."""
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3, ws_per_message_deflate=False)
    return uvicorn.Server(config)


def _first(names: Sequence[str], language: Language) -> str:
    return next(name for name in names if name.startswith(f"{language}/"))


def _shown(file: File, root: Path) -> str:
    return file.path.relative_to(root).as_posix()


def _kind(file: File) -> str:
    return file.content.kind if file.content else ""
