"""Certificates: who waits for a signature and why, signing, refusing and taking back, and the paper itself."""

from trainer.domain.certification import Issued
from trainer.domain.progress import Wanted
from trainer.domain.rights import Deed
from trainer.errors import NotFound
from trainer.texts import Texts
from trainer.ui.house import House
from trainer.ui.plain import Asked, Done, Download, File, Plain
from trainer.ui.rendering import render
from trainer.ui.screens import Screens


def certificates(house: House) -> Plain:
    """Everyone whom a manager may certify, who waits for a signature first."""

    def show(asked: Asked) -> str:
        programmes = {name: house.catalogue.programme(name) for name in house.catalogue.programmes()}
        return render(
            "certificates",
            asked.texts,
            asked=asked,
            paths=house.certification.theirs(asked.person),
            programmes=programmes,
        )

    return Plain("certificates/", Deed.CERTIFY, "certificates", show)


def candidate(house: House) -> Plain:
    """One person's way to one certificate, line by line, with the calls it is read from."""

    def show(asked: Asked) -> str:
        name, programme = asked.path["name"], asked.path["programme"]
        path = house.certification.of(asked.person, name, programme)
        screens = Screens(house, asked.texts)
        wanted = set(path.way.calls)
        rows = [
            screens.row(one) for one in house.history.official(asked.person, Wanted(trainee=name)) if one.call in wanted
        ]
        return render(
            "candidate",
            asked.texts,
            asked=asked,
            path=path,
            programme=house.catalogue.programme(programme),
            rows=rows,
        )

    def named(asked: Asked) -> tuple[str, str]:
        return asked.path["name"], asked.path["programme"]

    def sign(asked: Asked) -> Done:
        house.certification.sign_off(asked.person, *named(asked))
        return Done("certified")

    def refuse(asked: Asked) -> Done:
        house.certification.refuse(asked.person, *named(asked), asked.value("words"))
        return Done("refused")

    def revoke(asked: Asked) -> Done:
        house.certification.revoke(asked.person, *named(asked), asked.value("words"))
        return Done("revoked")

    acts = {"sign": sign, "refuse": refuse, "revoke": revoke}
    return Plain("certificates/{programme}/{name}/", Deed.CERTIFY, "certificates", show, acts)


def paper(house: House) -> File:
    """The certificate as a PDF, for its holder and for those who may certify them."""

    def make(asked: Asked) -> Download:
        name, programme = asked.path["name"], asked.path["programme"]
        path = house.certification.of(asked.person, name, programme)
        if path.standing.state != "valid" or path.standing.issued is None:
            raise NotFound("certify.unknown")
        content = _paper(house, asked, name, programme, path.standing.issued)
        return Download(f"first-ring-{path.standing.issued.code}.pdf", "application/pdf", content)

    return File("certificate/{programme}/{name}.pdf", Deed.SEE_OWN, make)


def _paper(house: House, asked: Asked, name: str, programme: str, issued: Issued) -> bytes:
    # The typesetter takes half a second to load, which a start without certificates need not wait for.
    from trainer.reports import Detail, Paper, certificate_pdf

    texts: Texts = asked.texts
    known = house.catalogue.programme(programme)
    address = f"{asked.origin}/verify/{issued.code}"
    paper = Paper(
        language=texts.language,
        house="First Ring",
        heading=texts("paper.heading"),
        before=(texts("paper.before"),),
        name=name,
        after=(texts("paper.after"),),
        programme=known.name.in_(texts.language),
        dates=(texts("paper.dates", began=texts.day(issued.at), until=texts.day(issued.until)),),
        details=(Detail(label=texts("paper.calls"), value=str(len(issued.calls))),),
        signer=(issued.by, texts("paper.signer")),
        verify=texts("paper.verify"),
        address=address,
        code=issued.code,
        made=issued.at,
    )
    return certificate_pdf(paper)
