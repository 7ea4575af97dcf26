"""The evidence view: a document as blocks with the words cited highlighted, pictures of its pages, and its file.

``reading`` needs nothing but a view. ``Pictures`` draws pages of PDF files and pictures, in a process of its own;
``FolderOriginals`` reads the file that was ingested, and refuses any other.
"""

from assistant.originals.aligning import Sought, sought
from assistant.originals.blocks import Block, Grid, Kind, Outline, Piece, Reading, TableCell, TableRow
from assistant.originals.files import FolderOriginals, Gone, NotServed, Original, Originals, media_type
from assistant.originals.pictures import SCALE, NoPicture, Picture, Pictures, document_page, has_pictures
from assistant.originals.reading import WINDOW, read, reading

__all__ = [
    "SCALE",
    "WINDOW",
    "Block",
    "FolderOriginals",
    "Gone",
    "Grid",
    "Kind",
    "NoPicture",
    "NotServed",
    "Original",
    "Originals",
    "Outline",
    "Picture",
    "Pictures",
    "Piece",
    "Reading",
    "Sought",
    "TableCell",
    "TableRow",
    "document_page",
    "has_pictures",
    "media_type",
    "read",
    "reading",
    "sought",
]
