"""Zip files of other programs: what is refused, and what honest ones may have."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest

from glossator.domain.errors import InvalidInputError
from glossator.exchange import archives
from glossator.exchange.archives import Archive
from helpers.matrix import harm_is_seen


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_members_are_read_by_name_with_folders_parted_by_slashes() -> None:
    with Archive("a.qdpx", zipped(("a/", b""), ("a\\b.txt", b"one"), ("c", b"two"))) as archive:
        assert list(archive) == ["a/b.txt", "c"]
        assert archive.read("a/b.txt") == b"one"
        assert archive.open("c").read() == b"two"
        assert archive.size("c") == 3


@pytest.mark.fault(28)
@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([("../evil", b"")], "would lie outside of it: “../evil”"),
        ([("a/../../evil", b"")], "would lie outside"),
        ([("/etc/passwd", b"")], "would lie outside"),
        ([("C:\\evil", b"")], "would lie outside"),
        ([("..\\evil", b"")], "would lie outside"),
        ([(link("a"), b"/etc/passwd")], "has a link in it: “a”"),
        ([("a", bytes(4 * 2**20))], "unpacks to more than 200 times: “a”"),
    ],
)
def test_what_no_honest_program_writes_is_refused(
    members: list[tuple[str | zipfile.ZipInfo, bytes]], said: str
) -> None:
    with pytest.raises(InvalidInputError, match=said) as refused:
        Archive("a.qdpx", zipped(*members))
    assert str(refused.value).endswith("Nothing was imported.")


@pytest.mark.fault(28)
@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_may_ask_for_any_memory_are_refused(packing: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        archive.writestr("a", b"words")
    with pytest.raises(InvalidInputError, match="packed in a way that is not read: “a”"):
        Archive("a.qdpx", stream.getvalue())


@pytest.mark.fault(28)
def test_a_member_that_is_said_to_lie_before_the_file_is_damaged() -> None:
    data = bytearray(zipped(("a", b"one")))
    end = data.rfind(b"PK\x05\x06")
    data[end + 16 : end + 20] = (1000).to_bytes(4, "little")  # so all else seems to lie before
    with Archive("a.qdpx", bytes(data)) as archive:
        with pytest.raises(InvalidInputError, match="is damaged"):
            archive.open("a")
        with pytest.raises(InvalidInputError, match="is damaged"):
            archive.read("a")


@pytest.mark.fault(28, control=True)
def test_who_does_not_look_opens_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "_refuse_unsafe", lambda *_: None)
    with harm_is_seen():
        test_what_no_honest_program_writes_is_refused(
            [("a", bytes(4 * 2**20))], "unpacks to more than 200 times: “a”"
        )


@pytest.mark.fault(28)
def test_the_same_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a", b"1"), ("a", b"2"))
    with pytest.raises(InvalidInputError, match="two files named “a”"):
        Archive("a.qdpx", data)


@pytest.mark.fault(28)
def test_too_many_files_and_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(("a", b"1"), ("b", b"2"))
    monkeypatch.setattr(archives, "LARGEST_WHOLE", 1)
    with pytest.raises(InvalidInputError, match="4 GiB"):
        Archive("a.qdpx", data)
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)
    with pytest.raises(InvalidInputError, match="files in it"):
        Archive("a.qdpx", data)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"nonsense" * 1000])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInputError, match="is no zip archive or is damaged"):
        Archive("a.qdpx", data)


def test_a_damaged_member_is_refused_when_it_is_read() -> None:
    data = bytearray(zipped(("a", b"some words of a text" * 9)))
    data[40] ^= 0xFF
    archive = Archive("a.qdpx", bytes(data))
    with pytest.raises(InvalidInputError, match="“a” can't be unpacked"):
        archive.read("a")
