"""A setting that cannot be used stops the start with one sentence and its cure."""

import stat

import pytest

from app.platform.settings import Settings, SettingsError


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


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "eighty"), ("PORT", "70000"), ("WORKERS", "0"), ("PAPER", "foolscap"), ("BASE_URL", "fascia.example")],
)
def test_a_value_out_of_bounds_names_its_setting(tmp_path, name, value):
    with pytest.raises(SettingsError, match=f"FASCIA_{name}"):
        read(tmp_path, **{f"FASCIA_{name}": value})


def test_other_machines_are_let_in_only_under_a_named_address(tmp_path):
    with pytest.raises(SettingsError, match="FASCIA_BASE_URL"):
        read(tmp_path, FASCIA_HOST="0.0.0.0")  # noqa: S104
    settings = read(tmp_path, FASCIA_HOST="0.0.0.0", FASCIA_BASE_URL="https://ce.school.example/")  # noqa: S104
    assert settings.trusted_hosts == ["ce.school.example"]
    assert settings.is_https
