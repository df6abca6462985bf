"""What is in the image, and what is not. The image's root is given by scripts/image check."""

import os
import pathlib
import re
import subprocess

import pytest

import chart

ROOT = pathlib.Path(os.environ.get("QUERN_IMAGE", "/nowhere"))
in_the_image = pytest.mark.skipif(not ROOT.exists(), reason="no image is given (scripts/image check)")


@in_the_image
def test_programs_and_notices_are_there():
    for path in ("usr/local/bin/quern", "usr/local/bin/quern-extract"):
        assert os.access(ROOT / path, os.X_OK)
    for name in ("LICENSE", "NOTICE"):
        assert (ROOT / "usr/share/doc/quern" / name).read_text() == (chart.ROOT / name).read_text()
    # Of every library that is passed on, its licence too.
    for package in ("libpoppler126", "libpoppler-glib8", "libxml2", "libarchive13", "libpq5", "libglib2.0-0"):
        assert (ROOT / "usr/share/doc" / package / "copyright").exists(), package


@in_the_image
def test_no_library_is_missing():
    result = subprocess.run(
        ["chroot", ROOT, "ldd", "/usr/local/bin/quern", "/usr/local/bin/quern-extract"], capture_output=True, text=True)
    assert "not found" not in result.stdout, result.stdout


@in_the_image
def test_nothing_to_build_or_fetch_with_is_there():
    for program in ("gcc", "swift", "python3", "curl", "wget", "git"):
        assert not list(ROOT.glob(f"usr/*bin/{program}")), program


@in_the_image
def test_nobody_gains_rights_by_a_file_but_those_of_the_base():
    found = subprocess.run(
        ["find", *(ROOT / name for name in ("usr/local", "var/lib/quern", "models")), "-type", "f", "-perm", "/6000"],
        capture_output=True, text=True)
    assert found.stdout == ""


def test_the_image_and_the_pods_agree():
    text = (chart.ROOT / "Dockerfile").read_text()
    assert "USER 10001:10001" in text
    template = chart.pick(chart.render(chart.values("minimal")), "Deployment")["spec"]["template"]["spec"]
    assert template["securityContext"]["runAsUser"] == 10001
    environment = {v["name"]: v.get("value") for v in template["containers"][0]["env"]}
    for name, value in re.findall(r"(QUERN_\w+)=(\S+)", re.search(r"^ENV (.*)$", text, re.MULTILINE)[1]):
        assert environment[name] == value


def test_the_dockerfile_is_clean():
    result = subprocess.run(["hadolint", chart.ROOT / "Dockerfile"], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
