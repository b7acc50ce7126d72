"""What the services need of the world. Protocols only; each has an adapter, and a fake under the same contract."""

from trainer.ports.content import Authored, Catalogue, Editor, Shelf
from trainer.ports.judging import Judge, Judgement
from trainer.ports.models import ChatModel, Generated, Ledger, Message, Piece, Shape
from trainer.ports.reading import FirstReader, Listening, Reader, Readings
from trainer.ports.record import (
    AttemptStore,
    Book,
    CallStore,
    JournalStore,
    PeopleStore,
    ReviewStore,
    ScoreStore,
    Sitting,
    SittingStore,
    SpendingStore,
    Store,
    Written,
)
from trainer.ports.speech import Line, SoundStore, SpeechToText, TextToSpeech, VoiceActivity
from trainer.ports.wording import Breach, Guard, Moment, Show, Voice, Worded
from trainer.ports.world import Clock, Ids, Passwords

__all__ = [
    "AttemptStore",
    "Authored",
    "Book",
    "Breach",
    "CallStore",
    "Catalogue",
    "ChatModel",
    "Clock",
    "Editor",
    "FirstReader",
    "Generated",
    "Guard",
    "Ids",
    "JournalStore",
    "Judge",
    "Judgement",
    "Ledger",
    "Line",
    "Listening",
    "Message",
    "Moment",
    "Passwords",
    "PeopleStore",
    "Piece",
    "Reader",
    "Readings",
    "ReviewStore",
    "ScoreStore",
    "Shape",
    "Shelf",
    "Show",
    "Sitting",
    "SittingStore",
    "SoundStore",
    "SpeechToText",
    "SpendingStore",
    "Store",
    "TextToSpeech",
    "Voice",
    "VoiceActivity",
    "Worded",
    "Written",
]
