"""The page that is passed on, as a PDF; a conversation that was attached follows it. Called by page_handover."""

from __future__ import annotations

from pathlib import Path

from fpdf import FPDF

from staff.handover import HandoverPage

FONTS = Path(__file__).parent / "fonts"
MARGIN = 18
LABEL_WIDTH = 52
GREY, INK, LINE = (90, 100, 112), (20, 28, 38), (200, 206, 214)


class PageIsFull(ValueError):
    """The texts do not fit on one page."""


def handover_pdf(page: HandoverPage) -> bytes:
    """One A4 page, long messages are set smaller; then the conversation, if there is one. Raises PageIsFull."""
    for size in (10.5, 9.0, 7.5, 6.0):
        pdf = _typeset(page, size)
        fits = pdf.page_no() == 1
        if fits and page.talk:
            _talk(pdf, page)
        made = bytes(pdf.output()) if fits else b""
        _close_fonts(pdf)
        if fits:
            return made
    raise PageIsFull("the page to pass on does not fit on one sheet")


def _typeset(page: HandoverPage, size: float) -> FPDF:
    pdf = FPDF(format="A4")
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    # The core fonts know no « œ » and no Turkish or Arabic names in Latin letters.
    pdf.add_font("DejaVu", "", FONTS / "DejaVuSans.ttf")
    pdf.add_font("DejaVu", "B", FONTS / "DejaVuSans-Bold.ttf")
    pdf.set_title(page.title)
    pdf.set_lang("fr")
    pdf.add_page()
    _head(pdf, page)
    for label, value in page.lines:
        _line(pdf, label, value, size)
    for label, value in page.blocks:
        _block(pdf, label, value, size)
    _foot(pdf, page)
    return pdf


def _close_fonts(pdf: FPDF) -> None:
    """fpdf2 keeps the files of its fonts open."""
    for font in pdf.fonts.values():
        font.ttfont.close()


def _head(pdf: FPDF, page: HandoverPage) -> None:
    pdf.set_text_color(*INK)
    pdf.set_font("DejaVu", "B", 17)
    pdf.cell(0, 10, page.title, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("DejaVu", "", 9.5)
    pdf.set_text_color(*GREY)
    pdf.multi_cell(0, 5, page.subtitle, new_x="LMARGIN", new_y="NEXT")
    _rule(pdf, 3)


def _line(pdf: FPDF, label: str, value: str, size: float) -> None:
    height = size * 0.56
    top = pdf.get_y()
    pdf.set_font("DejaVu", "", size - 1)
    pdf.set_text_color(*GREY)
    pdf.cell(LABEL_WIDTH, height, label)
    pdf.set_xy(MARGIN + LABEL_WIDTH, top)
    pdf.set_font("DejaVu", "B", size)
    pdf.set_text_color(*INK)
    pdf.multi_cell(0, height, value, new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.ln(1)


def _block(pdf: FPDF, label: str, value: str, size: float) -> None:
    pdf.ln(2)
    pdf.set_font("DejaVu", "", size - 1)
    pdf.set_text_color(*GREY)
    pdf.cell(0, size * 0.6, label, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("DejaVu", "", size)
    pdf.set_text_color(*INK)
    pdf.multi_cell(0, size * 0.56, value, new_x="LMARGIN", new_y="NEXT", align="L")


def _talk(pdf: FPDF, page: HandoverPage) -> None:
    pdf.add_page()
    pdf.set_text_color(*INK)
    pdf.set_font("DejaVu", "B", 12)
    pdf.multi_cell(0, 6.5, page.talk_title, new_x="LMARGIN", new_y="NEXT", align="L")
    _rule(pdf, 2)
    for who, text in page.talk:
        pdf.set_font("DejaVu", "", 7)
        pdf.set_text_color(*GREY)
        pdf.cell(LABEL_WIDTH, 4.4, who)
        pdf.set_font("DejaVu", "", 8.5)
        pdf.set_text_color(*INK)
        pdf.multi_cell(0, 4.4, text, new_x="LMARGIN", new_y="NEXT", align="L")
        pdf.ln(1)


def _foot(pdf: FPDF, page: HandoverPage) -> None:
    _rule(pdf, 5)
    pdf.set_font("DejaVu", "", 7.5)
    pdf.set_text_color(*GREY)
    for text in page.footer:
        pdf.multi_cell(0, 4, text, new_x="LMARGIN", new_y="NEXT", align="L")
        pdf.ln(0.8)


def _rule(pdf: FPDF, space: float) -> None:
    pdf.ln(space)
    pdf.set_draw_color(*LINE)
    pdf.line(MARGIN, pdf.get_y(), pdf.w - MARGIN, pdf.get_y())
    pdf.ln(space)
