"""Fits the projection of word pieces (``evidence.late``) to the principal directions of a labelled set's passages.

``python -m benchmarks.fit_pieces HOME OUTPUT``: HOME is an archive (the shipped file comes from the sample
organisation's, 87,000 pieces, of whose variance 96 of 384 directions keep 76 %), OUTPUT the ``.npy`` file. Copy its
SHA-256 to ``evidence.late``, and give ``MiniLM.id`` another number: pieces of another projection cannot be compared.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np

from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.late import WIDTH


def main() -> None:
    """Read every passage, gather the states' second moments, write the leading directions."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    embedder = MiniLM()
    moments, count = np.zeros((embedder.dimensions, embedder.dimensions)), 0
    with Archive.open(arguments.home, embedder.id, embedder.dimensions) as archive:
        view = archive.view()
        for document in view.documents():
            for passage in view.passages(document.rowid):
                states = embedder.states(f"{document.title}. {passage.section or ''}. {passage.text}")
                states = states / np.linalg.norm(states, axis=1, keepdims=True)
                moments += states.T @ states
                count += len(states)
    values, directions = np.linalg.eigh(moments)
    np.save(arguments.output, np.ascontiguousarray(directions[:, ::-1][:, :WIDTH].astype("<f2")))
    kept = values[::-1][:WIDTH].sum() / values.sum()
    print(f"{count:,} pieces; {WIDTH} directions keep {kept:.1%} of their variance")
    print(hashlib.sha256(arguments.output.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
