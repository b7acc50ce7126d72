"""One's own account: the password, and everything that is kept about oneself."""

from pydantic_core import to_json

from trainer.domain.rights import Deed
from trainer.errors import BadInput
from trainer.ui.house import House
from trainer.ui.pages.own import own_data
from trainer.ui.plain import Asked, Done, Download, File, Plain
from trainer.ui.rendering import render


def account(house: House) -> Plain:
    """The page of one's own account."""

    def show(asked: Asked) -> str:
        return render("account", asked.texts, asked=asked)

    def change(asked: Asked) -> Done:
        if asked.value("new") != asked.value("again"):
            raise BadInput("people.not_the_same")
        house.accounts.change_password(asked.person, asked.value("old"), asked.value("new"), asked.sitting)
        return Done("password")

    return Plain("account/", Deed.SEE_OWN, "account", show, {"password": change})


def own_file(house: House) -> File:
    """Everything that is kept about oneself, as JSON."""

    def make(asked: Asked) -> Download:
        # Not json.dumps, which is slow as soon as it indents.
        return Download("first-ring.json", "application/json", to_json(own_data(house, asked.person), indent=1))

    return File("account/data.json", Deed.SEE_OWN, make)
