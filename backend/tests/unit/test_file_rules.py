"""Names of files: programs are known by the name that a desktop would see, and nothing invisible is stored."""

import pytest

from parta.files.rules import TypeNotAllowed, build_content_disposition, detect_type, get_served_type, is_program
from parta.files.schemas import clean_file_name

ENDINGS = """
appx application cpl diagcab docm dotm gadget hta img inf iso jar jnlp library-ms msc msh msh1 msh2 msix msp
mst one potm ppam ppsm pptm ps1 psm1 pyw pyz reg scf search-ms settingcontent-ms sldm theme url vhd vhdx
website xbap xlam xlsm xltm
accda accdb accde accdr ace action ahk air applescript au3 cdr cer crt crx der dqy fileloc flatpak flatpakrepo inetloc
ipa kext maf mag mam maq mar mas mat mau mav maw mcf mda mdb mdw mobileconfig mpkg odc onepkg oqy pcd plg prefpane prg
rqy scpt scptd sparsebundle sparseimage toast tool udl vbp wim wiz xlm xlsb xpi
"""
WAV = b"RIFF\x26\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\2\0\0\0\0\0"


@pytest.mark.parametrize(
    "name",
    [
        "a.js",
        "a.JS",
        "a.js.",
        "a.js. . ",
        "a.js ",
        "a.j\u200bs",
        "a.js\u200b",
        "a\u202esj.js",
        "photo\u202egnp.exe",
        "a．exe",
        "a.ＥＸＥ",
        "photo.jpg.exe",
        "photo.exe.jpg",
        "a.exe::$DATA",
        "a.txt:b.exe",
        ".exe.exe",
        "отчёт.scr",
        "a.url",
        "a.pif",
        "a.com",
        "\ufeffa.hta\ufeff",
        ".exe",
        " .bat",
    ],
)
def test_a_program_is_refused_however_its_name_is_written(name: str) -> None:
    assert is_program(name)
    with pytest.raises(TypeNotAllowed):
        detect_type(name, b"plain text", 10)


@pytest.mark.parametrize(
    "name",
    [
        "evil.exe/",
        "evil.exe\\",
        "evil.exe?",
        "evil.exe*",
        "evil.exe|",
        'evil.exe"',
        "evil.exe<",
        "evil.exe>",
        "evil.exe;.pdf",
        "evil.exe/.",
        "evil.exe /.pdf",
    ],
)
def test_a_program_is_refused_whatever_of_its_name_systems_drop_or_replace(name: str) -> None:
    for seen in (name, clean_file_name(name)):
        with pytest.raises(TypeNotAllowed):
            detect_type(seen, b"plain text", 10)


@pytest.mark.parametrize("ending", ENDINGS.split())
def test_no_ending_that_a_desktop_runs_or_mounts_is_accepted(ending: str) -> None:
    assert is_program(f"Расписание.{ending}")
    assert is_program(f"Расписание.{ending.upper()}\u3164. ")


@pytest.mark.parametrize(
    "name",
    [
        "Отчёт.docx",
        "Урок.one.pdf",
        "photo.img.jpg",
        "main.cpp",
        "task.bas",
        "Тема.theme.docx",
        "Отчёт.mar.pdf",
        "Wort.der.docx",
        "table.xls",
        "school7.com.pdf",
        "программа.py",
        "v1.2.3.zip",
        "exe",
        "js",
        "Урок 10:30.txt",
        ".profile",
        "evil.exe.pdf.txt",
        "a.jsx",
    ],
)
def test_what_people_hand_in_is_no_program(name: str) -> None:
    assert not is_program(name)


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("a.txt", "a.txt"),
        (" a.txt. ", "a.txt"),
        ("photo\u202egnp.txt", "photognp.txt"),
        ("a\u200b\r\nb.txt", "ab.txt"),
        ("и\u0306.txt", "й.txt"),
        ("../../a.txt", ".._.._a.txt"),
        ('a/b\\c:d*e?f"g<h>i|j.txt', "a_b_c_d_e_f_g_h_i_j.txt"),
        ("Урок 10:30.txt", "Урок 10_30.txt"),
        ("CON", "CON_"),
        ("nul .tar.gz", "nul_ .tar.gz"),
        ("com1.txt", "com1_.txt"),
        ("Contents.txt", "Contents.txt"),
    ],
)
def test_names_are_stored_as_they_are_seen(name: str, cleaned: str) -> None:
    assert clean_file_name(name) == cleaned


def test_a_recording_is_played_inline_whatever_its_type_is_called() -> None:
    media_type = detect_type("Диктант.wav", WAV, len(WAV)).media_type
    assert build_content_disposition("a.wav", media_type).startswith("inline; ")
    assert get_served_type(media_type) == "audio/wav"


def test_what_was_stored_before_is_named_as_it_is_seen() -> None:
    header = build_content_disposition("photo\u202egnp.txt", "text/plain")
    assert header == "attachment; filename=\"photognp.txt\"; filename*=UTF-8''photognp.txt"


@pytest.mark.parametrize("name", ["...", " ", "\u200b", "\n"])
def test_a_name_of_nothing_is_none(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        clean_file_name(name)
