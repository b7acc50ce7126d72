"""What the services need of the world. Protocols only; each has an adapter, and a fake under the same contract."""

from trainer.ports.content import Catalogue
from trainer.ports.judging import Judge, Judgement
from trainer.ports.models import ChatModel, Generated, Ledger, Message, Piece, Shape
from trainer.ports.reading import FirstReader, Listening, Reader, Readings
from trainer.ports.record import CallStore, PeopleStore, ReviewStore, ScoreStore, SpendingStore, Store
from trainer.ports.speech import Line, SoundStore, SpeechToText, TextToSpeech, VoiceActivity
from trainer.ports.wording import Breach, Guard, Moment, Show, Voice, Worded
from trainer.ports.world import Clock, Ids

__all__ = [
    "Breach",
    "CallStore",
    "Catalogue",
    "ChatModel",
    "Clock",
    "FirstReader",
    "Generated",
    "Guard",
    "Ids",
    "Judge",
    "Judgement",
    "Ledger",
    "Line",
    "Listening",
    "Message",
    "Moment",
    "PeopleStore",
    "Piece",
    "Reader",
    "Readings",
    "ReviewStore",
    "ScoreStore",
    "Shape",
    "Show",
    "SoundStore",
    "SpeechToText",
    "SpendingStore",
    "Store",
    "TextToSpeech",
    "Voice",
    "VoiceActivity",
    "Worded",
]
