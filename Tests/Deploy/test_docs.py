"""What the pages say can be followed: commands are the program's, links lead somewhere, every page is led to."""

import functools
import re

import pytest
import yaml

import chart

PAGES = sorted([chart.ROOT / "README.md", *(chart.ROOT / "docs").glob("**/*.md")], key=str)
COMMAND = re.compile(r"(?:^|[\s/])quern ([a-z][a-z-]*)(?: ([^ ]+))?(.*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
LINK = re.compile(r"\]\((?!https?:|#)([^)\s#]+)(?:#[^)\s]*)?\)")


@pytest.fixture(scope="session", name="usage")
def what_commands_take(quern):
    """The help of a command; nothing if there is none of that name."""

    @functools.cache
    def usage(*words):
        text = quern(*words, "--help")
        return text if "USAGE: quern " + " ".join(words) in text else ""

    return usage


def commands(text):
    """Each command that stands in code: its name, what may be the names of its own commands, and its options."""
    blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)).replace("\\\n", " ")
    lines = [line.split(" #")[0] for line in blocks.splitlines()] + re.findall(r"`(quern [^`\n]+)`", text)
    for line in lines:
        # What is quoted is for others, and so is what comes behind a pipe.
        for code in re.split(r" (?:&&|&|\||>+|<)(?: |$)|;", re.sub(r"\"[^\"]*\"|'[^']*'", "", line)):
            if found := COMMAND.search(code):
                yield found[1], (found[2] or "").replace("\\", "").split("|"), OPTION.findall(code[found.start():])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(chart.ROOT)))
def test_commands_are_the_programs(page, usage):
    for name, others, options in commands(page.read_text()):
        assert usage(name), f"quern {name}: there is none"
        # Of a command with commands of its own, what follows is one of them.
        if "SUBCOMMANDS:" in usage(name):
            own = [usage(name, other) for other in others if re.fullmatch("[a-z][a-z-]*", other)]
            assert all(own), f"quern {name} has not all of {others}"
            text = " ".join(own)
        else:
            text = usage(name)
        for option in options:
            assert option in text or not text, f"quern {name} {others}: there is no {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(chart.ROOT)))
def test_links_lead_somewhere(page):
    dead = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert not dead


def test_every_page_is_led_to():
    seen, next_pages = set(), [chart.ROOT / "README.md"]
    while next_pages:
        page = next_pages.pop()
        if page in seen:
            continue
        seen.add(page)
        for link in LINK.findall(page.read_text()):
            target = (page.parent / link).resolve()
            # A folder is shown with its pages.
            next_pages += target.glob("*.md") if target.is_dir() else [target] if target.suffix == ".md" else []
    assert set(PAGES) - seen == set()


def test_the_example_of_values_is_one_that_the_chart_takes():
    (text,) = re.findall(r"^```yaml\n(# values\.yaml\n.*?)^```", (chart.ROOT / "docs/install.md").read_text(),
                         re.DOTALL | re.MULTILINE)
    given = yaml.safe_load(text)
    given["pipelines"]["manuals"]["definition"] = (chart.ROOT / "jobs/base/manuals.yaml").read_text()
    assert chart.pick(chart.render(given), "Job", "quern-manuals-run-r1")
