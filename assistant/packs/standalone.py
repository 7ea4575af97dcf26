"""Checks an evidence pack offline: `python verify.py PACK.zip [PUBLIC_KEY_FILE]`. Ends with 1 when it was changed."""

import hashlib, io, json, pathlib, re, struct, sys, zipfile, zlib  # noqa: E401, I001

SAFE = re.compile(r"(?!.*\.\.)(?:[\w-][\w.-]*/)?[\w-][\w.-]*", re.ASCII)  # nothing that leads out of a folder


def written_again(files: dict[str, bytes], day: str) -> bytes:
    """The ZIP that these files make: any other byte was put there later."""
    year, month, dom = map(int, day.split("-"))
    stamp = (max(min(year, 2107), 1980) - 1980) << 9 | month << 5 | dom
    body, index = bytearray(), bytearray()
    for path, data in sorted(files.items()):
        same = struct.pack("<HHHHLLLHH", 0, 0, 0, stamp, zlib.crc32(data), len(data), len(data), len(path), 0)
        index += (
            b"PK\1\2\x14\3\x14\0" + same + struct.pack("<HHHLL", 0, 0, 0, 0o100644 << 16, len(body)) + path.encode()
        )
        body += b"PK\3\4\x14\0" + same + path.encode() + data
    end = struct.pack("<HHHHLLH", 0, 0, len(files), len(files), len(index), len(body), 0)
    return bytes(body + index) + b"PK\5\6" + end


def check(raw: bytes, known_key: bytes = b"") -> list[str]:
    """What is wrong with a pack."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = archive.infolist()
        if sum(each.file_size for each in members) > len(raw) or not all(SAFE.fullmatch(e.filename) for e in members):
            return ["the ZIP expands to more than it holds, or names a file that is not safe"]
        files = {each.filename: archive.read(each) for each in members}
    manifest = json.loads(files["manifest.json"])
    wrong = [] if written_again(files, manifest["as_of"]) == raw else ["bytes between the files were changed"]
    listed = {each["path"]: each for each in manifest["files"]}
    found = set(files) - {"manifest.json", "manifest.sig"}
    wrong += [f"missing, or not listed: {path}" for path in sorted(set(listed) ^ found)]
    for path in sorted(set(listed) & found):
        size, digest = len(files[path]), hashlib.sha256(files[path]).hexdigest()
        wrong += [] if (size, digest) == (listed[path]["bytes"], listed[path]["sha256"]) else [f"changed: {path}"]
    for source in json.loads(files["evidence.json"]):
        text, first = files[source["text"]].decode("utf-8", "surrogatepass"), source["text_start"]
        if text[source["start"] - first : source["end"] - first] != source["quote"]:
            wrong.append(f"source {source['number']}: its words do not stand in {source['text']}")
    if known_key and known_key.split() != files["public.key"].split():
        wrong.append("signed with another key than the one given")
    try:
        from cryptography.hazmat.primitives.serialization import load_pem_public_key as load
    except ImportError:
        return print("note: the signature is not checked; install the package cryptography to check it") or wrong
    try:
        load(files["public.key"]).verify(files["manifest.sig"], b"vouch-pack-1\n" + files["manifest.json"])  # type: ignore
    except Exception as error:
        wrong.append(f"the signature is not that of public.key over manifest.json ({type(error).__name__})")
    return wrong


if __name__ == "__main__":
    try:
        problems = check(*(pathlib.Path(each).read_bytes() for each in sys.argv[1:3]))
    except Exception as error:
        problems = [f"not an intact evidence pack ({type(error).__name__}: {error})"]
    sys.exit("\n".join(problems) or print("intact: every file, every quote and every byte between is as it was packed"))
