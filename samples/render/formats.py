"""From a source to bytes, by the suffix of the file it makes."""

from __future__ import annotations

from samples.render.source import Source


def render(source: Source) -> bytes:
    """The bytes of the document. Raises ``ValueError`` naming a source whose format is not known."""
    from samples.render import mail, pdf, plain, sheets, slides, web, word

    makers = {
        ".docx": word.docx,
        ".pdf": pdf.pdf,
        ".html": web.html,
        ".eml": mail.eml,
        ".md": plain.text,
        ".txt": plain.text,
        ".rtf": plain.rtf,
        ".odt": plain.odt,
        ".xlsx": sheets.xlsx,
        ".csv": sheets.delimited,
        ".pptx": slides.pptx,
    }
    if source.suffix not in makers:
        raise ValueError(f"{source.path}: no renderer for {source.suffix}")
    try:
        return makers[source.suffix](source)
    except (KeyError, TypeError, ValueError, StopIteration) as error:
        raise ValueError(f"{source.path}: {error!r}") from error
