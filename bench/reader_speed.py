"""How long a turn takes to read."""

import time
from collections.abc import Mapping
from statistics import median

from trainer.content.catalogue import YamlCatalogue
from trainer.domain.customer.memory import newcomer
from trainer.domain.values import Language
from trainer.embedded.reader import EmbeddedReader
from trainer.language.pack import LanguagePack
from trainer.ports import Listening

TURNS = {
    "en": (
        "I am sorry about that, it must be very annoying. I can see both payments here, "
        "could you give me the account number so that I refund one?"
    ),
    "ar": (
        "أعتذر منك على هذا الخطأ وأتفهم انزعاجك تمامًا. أرى الدفعتين أمامي الآن، "
        "هل يمكنك أن تعطيني رقم الحساب حتى أعيد لك الدفعة الثانية خلال ثلاثة أيام عمل؟"
    ),
    "bg": (
        "Съжалявам за това, сигурно е много неприятно. Виждам и двете плащания пред мен, "
        "бихте ли ми казали номера на договора, за да върна второто още днес?"
    ),
}
READINGS = 300


def median_ms(language: Language, packs: Mapping[Language, LanguagePack], catalogue: YamlCatalogue) -> float:
    """Milliseconds for a turn of 25 words, once warm, its words changed a little from one reading to the next."""
    reader = EmbeddedReader(packs)
    persona = catalogue.persona(f"{language}/angry")
    scenario = catalogue.scenario(f"{language}/billed-twice")
    listening = Listening(language=language, persona=persona, scenario=scenario, customer=newcomer(persona))
    words = TURNS[language].split()
    taken = []
    for number in range(READINGS):
        turned = " ".join([*words[number % 25 :], *words[: number % 25]])
        before = time.perf_counter()
        reader.read(turned, listening)
        taken.append(time.perf_counter() - before)
    return median(taken[READINGS // 3 :]) * 1000
