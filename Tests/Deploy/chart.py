"""The chart, rendered by Helm's own engine."""

import functools
import pathlib

import helm_python
import yaml

import manifests

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "helm/quern"
VALUE_SETS = sorted(FOLDER.glob("ci/*-values.yaml"))


@functools.cache
def loaded():
    return helm_python.Chart.load(str(FOLDER))


def values(name):
    """One of the value sets in helm/quern/ci."""
    return yaml.safe_load((FOLDER / f"ci/{name}-values.yaml").read_text())


def merged(changes, into):
    """Values with some of them changed, as several --values files are laid over one another."""
    result = dict(into)
    for key, value in changes.items():
        result[key] = merged(value, into.get(key) or {}) if isinstance(value, dict) else value
    return result


def render(given, name="quern", revision=1):
    """The objects of a release, as `helm install` would send them."""
    loaded().validate_schema(loaded().merge_values(given))
    files = loaded().render(given, name=name, namespace="default", revision=revision, is_install=revision == 1)
    texts = [text for path, text in sorted(files.items()) if path.endswith(".yaml")]
    return [thing for text in texts for thing in manifests.objects(text)]


def pick(things, kind, name=None):
    """The one object of a kind, or of a kind and name."""
    found = [thing for thing in things if thing["kind"] == kind and name in (None, thing["metadata"]["name"])]
    assert len(found) == 1, [manifests.label(thing) for thing in things]
    return found[0]
