"""The cell styles of a workbook, as far as reading needs them: number format, emphasis, invisible ink."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.parse.sheets_xml import Package

# ECMA-376 part 1, 18.8.30: the formats that have a number and no code in the file.
_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(27, 32), *range(50, 59), 36), "yyyy-mm-dd"),  # dates of East Asian locales
    **dict.fromkeys(range(32, 36), "h:mm:ss"),
}
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})
_BACKGROUND_THEME = "0"  # the theme's first colour is that of the sheet's ground


@dataclass(frozen=True, slots=True)
class Style:
    """``code``: number format. ``strong``: bold or on a coloured ground. ``invisible``: white on no ground."""

    code: str = "General"
    strong: bool = False
    invisible: bool = False


PLAIN = Style()


class Styles:
    """The styles of a workbook by the index that its cells carry; the plain style for an unknown index."""

    def __init__(self, styles: list[Style]) -> None:
        self._styles = styles

    def __getitem__(self, index: str | None) -> Style:
        try:
            position = int(index or 0)
        except ValueError:
            return PLAIN
        return self._styles[position] if 0 <= position < len(self._styles) else PLAIN


def read_styles(package: Package, path: str) -> Styles:
    """The styles of the part at ``path``; none when the workbook has no such part."""
    reader = _StyleReader()
    if path in package:
        package.scan(path, reader.start, reader.end)
    return Styles(reader.styles)


class _StyleReader:
    def __init__(self) -> None:
        self.styles: list[Style] = []
        self._codes = dict(_BUILT_IN)
        self._bold: list[bool] = []
        self._white: list[bool] = []
        self._filled: list[bool] = []
        self._inside = ""

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element in ("numFmts", "fonts", "fills", "cellXfs", "dxfs", "cellStyleXfs"):
            self._inside = element
        elif self._inside == "numFmts" and element == "numFmt":
            self._codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "General")
        elif self._inside == "fonts":
            self._font(element, attributes)
        elif self._inside == "fills":
            self._fill(element, attributes)
        elif self._inside == "cellXfs" and element == "xf":
            self._style(attributes)

    def end(self, element: str) -> None:
        if element == self._inside:
            self._inside = ""

    def _font(self, element: str, attributes: dict[str, str]) -> None:
        if element == "font":
            self._bold.append(False)
            self._white.append(False)
        elif element == "b" and self._bold:
            self._bold[-1] = attributes.get("val", "1") not in ("0", "false")
        elif element == "color" and self._white:
            self._white[-1] = _is_white(attributes)

    def _fill(self, element: str, attributes: dict[str, str]) -> None:
        if element == "fill":
            self._filled.append(False)
        elif element == "patternFill" and self._filled:
            self._filled[-1] = attributes.get("patternType", "none") not in ("none", "")
        elif element == "gradientFill" and self._filled:
            self._filled[-1] = True
        elif element == "fgColor" and self._filled and _is_white(attributes):
            self._filled[-1] = False  # a white ground hides white letters as no ground does

    def _style(self, attributes: dict[str, str]) -> None:
        bold = _at(self._bold, attributes.get("fontId"))
        filled = _at(self._filled, attributes.get("fillId"))
        white = _at(self._white, attributes.get("fontId"))
        code = self._codes.get(_whole(attributes.get("numFmtId")), "General")
        self.styles.append(Style(code, bold or filled, white and not filled))


def _is_white(colour: dict[str, str]) -> bool:
    themed = colour.get("theme") == _BACKGROUND_THEME and "tint" not in colour
    return themed or colour.get("rgb", "").upper() in _WHITE


def _whole(value: str | None) -> int:
    try:
        return int(value or 0)
    except ValueError:
        return 0


def _at(flags: list[bool], index: str | None) -> bool:
    position = _whole(index)
    return 0 <= position < len(flags) and flags[position]
