"""A setting that cannot be used stops the start with one sentence and its cure."""

import os
import stat

import pytest

from app.platform.environment import SettingsError
from app.platform.settings import Settings

NOBODY = 65534


def read(tmp_path, **environ):
    return Settings.read({"FASCIA_DATA": str(tmp_path / "data"), **environ})


def test_with_no_settings_everything_has_a_default(tmp_path):
    settings = read(tmp_path)
    assert settings.is_sqlite
    assert settings.base_url == "http://127.0.0.1:8000"
    assert len(settings.secret_key) >= 32


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    first, second = read(tmp_path), read(tmp_path)
    path = tmp_path / "data" / "secret-key"
    assert first.secret_key == second.secret_key == path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_short_secret_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="fewer than 32"):
        read(tmp_path, FASCIA_SECRET_KEY="too short")


def test_an_unreadable_secret_is_refused(tmp_path):
    (tmp_path / "data" / "secret-key").mkdir(parents=True)
    with pytest.raises(SettingsError, match="secret-key"):
        read(tmp_path)


WRONG = {
    "ADMIN_EMAIL": ["nobody", "a@b@c", "office at school"],
    "ALLOW_OLD_SQLITE": ["1", "true", "YES"],
    "BASE_URL": [
        "fascia.example", "https://", "ftp://fascia.example", "https://[bad", "https://a b", "https://fascia.example/ce",
        "https://fascia.example?x", "https://me@fascia.example", "http://fascia.example:port", "https://schüler.example",
    ],
    "DATABASE_URL": ["mysql://x", "sqlite:fascia.db", "postgresql://localhost/fascia", "fascia.sqlite3"],
    "MAIL_FROM": ["nobody", "School", "School <ce@school.example", "School\nBcc: <x@y.example>"],
    "PAPER": ["foolscap", "A4"],
    "PASSWORD_MEMORY_KIB": ["0", "much", "9999999999"],
    "PORT": ["eighty", "70000", "-1", "8000.0", "²"],
    "RATE_LIMITS": ["off"],
    "SMTP_URL": ["mail.example", "smtp://", "https://mail.example", "smtp://h:port", "smtp://u:p@ss@mail.example"],
    "STAFF_SECOND_STEP": ["off", "true"],
    "THREADS": ["0", "65", """ + '""' + """],
    "TIME_ZONE": ["Mars/Olympus", "../../etc/passwd", "America", "/etc/localtime"],
    "TRUSTED_PROXIES": ["yes", "10"],
    "WORKERS": ["0", "two"],
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_value_that_cannot_be_used_is_refused_in_a_sentence_with_its_name(tmp_path, name):
    for value in WRONG[name]:
        with pytest.raises(SettingsError) as refused:
            read(tmp_path, **{f"FASCIA_{name}": value})
        sentence = refused.value.message
        assert sentence.startswith(f"FASCIA_{name} "), value
        assert sentence.endswith("."), value
        assert len(sentence.splitlines()) == 1, value


def test_a_folder_of_somebody_else_is_told_in_a_sentence(tmp_path):
    (tmp_path / "data").mkdir(mode=0)
    who = os.geteuid()
    try:
        os.seteuid(who or NOBODY)  # root may look everywhere
        with pytest.raises(SettingsError, match="give its folder to this user"):
            read(tmp_path)
    finally:
        os.seteuid(who)


@pytest.mark.parametrize("name", ["DATA", "KEYS"])
def test_a_file_is_no_folder(tmp_path, name):
    (tmp_path / "taken").write_text("a letter")
    with pytest.raises(SettingsError, match=f"FASCIA_{name} is .*taken', which is a file; set it to a folder"):
        read(tmp_path, **{f"FASCIA_{name}": str(tmp_path / "taken")})


def test_a_slip_in_a_name_is_told_with_the_name_that_was_meant(tmp_path):
    for slip, meant in (("SMPT_URL", "SMTP_URL"), ("BASEURL", "BASE_URL"), ("WORKER", "WORKERS"), ("PORTS", "PORT")):
        with pytest.raises(SettingsError, match=f"FASCIA_{slip} is no setting of Fascia; write FASCIA_{meant}, or"):
            read(tmp_path, **{f"FASCIA_{slip}": "x"})


def test_what_a_host_or_a_newer_version_sets_is_left_alone(tmp_path):
    told = {"FASCIA_WEB_PORT": "tcp://10.0.0.5:80", "FASCIA_DB_SERVICE_HOST": "10.0.0.5", "FASCIA_COLOUR_OF_TEA": "x"}
    assert read(tmp_path, **told) == read(tmp_path)


def test_other_machines_are_let_in_only_under_a_named_address(tmp_path):
    with pytest.raises(SettingsError, match="FASCIA_BASE_URL"):
        read(tmp_path, FASCIA_HOST="0.0.0.0")  # noqa: S104
    settings = read(tmp_path, FASCIA_HOST="0.0.0.0", FASCIA_BASE_URL="https://ce.school.example/")  # noqa: S104
    assert settings.trusted_hosts == ["ce.school.example"]
    assert settings.is_https


def test_a_password_in_a_wrong_address_is_not_repeated_on_the_screen(tmp_path):
    wrong = {"FASCIA_SMTP_URL": "smtp:/u:hunter2@mail.example", "FASCIA_DATABASE_URL": "postgres://u:hunter2@db/x"}
    for name, value in wrong.items():
        with pytest.raises(SettingsError, match=name) as refused:
            read(tmp_path, **{name: value})
        assert "hunter2" not in refused.value.message


def test_values_that_people_really_write_are_taken(tmp_path):
    settings = read(
        tmp_path,
        FASCIA_BASE_URL=" HTTPS://CE.School.example:8443/ ",
        FASCIA_MAIL_FROM="Müller’s School <ce@school.example>",
        FASCIA_SMTP_URL="smtps://ce%40school:p%40ss@mail.school.example:465/",
        FASCIA_TIME_ZONE="UTC",
        FASCIA_ADMIN_EMAIL="Office@School.example",
        FASCIA_PROVIDER_NAME="",
    )
    assert (settings.base_url, settings.is_https) == ("https://ce.school.example:8443", True)
    assert settings.trusted_hosts[0] == "127.0.0.1"
    assert "ce.school.example" in settings.trusted_hosts
    assert settings.admin_email == "office@school.example"
    assert settings.provider_name == "Provider not yet named", "empty is as good as not set"


def test_an_address_of_the_newer_kind_is_opened_by_name(tmp_path):
    assert read(tmp_path, FASCIA_HOST="::1", FASCIA_PORT="8001").base_url == "http://localhost:8001"
