"""SARIF 2.1.0 as far as we write it: the standard's names, types and closed objects, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from jsonschema import Draft202012Validator

Json = dict[str, Any]
_TEXT: Final[Json] = {"type": "string", "minLength": 1}
_INDEX: Final[Json] = {"type": "integer", "minimum": -1}
_LEVEL: Final[Json] = {"enum": ["none", "note", "warning", "error"]}
_BAG: Final[Json] = {"type": "object"}


def _closed(required: Sequence[str], **properties: Json) -> Json:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


def _array(items: Json, *, unique: bool = True) -> Json:
    return {"type": "array", "items": items, "uniqueItems": unique}


_MESSAGE: Final = _closed(["text"], text=_TEXT, markdown=_TEXT)
_REFERENCE: Final = _closed([], id=_TEXT, index=_INDEX)
_ARTIFACT_LOCATION: Final = _closed([], uri={**_TEXT, "format": "uri-reference"}, index=_INDEX)
_LOCATION: Final = _closed(
    [],
    physicalLocation=_closed(["artifactLocation"], artifactLocation=_ARTIFACT_LOCATION),
    logicalLocations=_array(_closed([], name=_TEXT, fullyQualifiedName=_TEXT, kind=_TEXT)),
)
_RULE: Final = _closed(
    ["id"],
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    defaultConfiguration=_closed([], level=_LEVEL),
    properties=_BAG,
)
_SUPPRESSION: Final = _closed(
    ["kind"],
    kind={"enum": ["inSource", "external"]},
    status={"enum": ["accepted", "underReview", "rejected"]},
    justification=_TEXT,
)
_RESULT: Final = _closed(
    ["message"],
    ruleId=_TEXT,
    ruleIndex=_INDEX,
    level=_LEVEL,
    message=_MESSAGE,
    locations=_array(_LOCATION, unique=False),
    relatedLocations=_array(_LOCATION),
    suppressions=_array(_SUPPRESSION),
    partialFingerprints={"type": "object", "additionalProperties": _TEXT, "minProperties": 1},
    properties=_BAG,
)
_NOTIFICATION: Final = _closed(
    ["message"],
    message=_MESSAGE,
    level=_LEVEL,
    descriptor=_REFERENCE,
    associatedRule=_REFERENCE,
    locations=_array(_LOCATION),
)
_INVOCATION: Final = _closed(
    ["executionSuccessful"],
    executionSuccessful={"type": "boolean"},
    toolExecutionNotifications=_array(_NOTIFICATION, unique=False),
)
_ARTIFACT: Final = _closed(
    [],
    location=_ARTIFACT_LOCATION,
    description=_MESSAGE,
    roles=_array({"enum": ["analysisTarget", "attachment"]}),
    hashes={"type": "object", "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
    properties=_BAG,
)
_LANGUAGE: Final[Json] = {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"}
_DRIVER: Final = _closed(
    ["name"],
    name=_TEXT,
    version=_TEXT,
    semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
    language=_LANGUAGE,
    rules=_array(_RULE),
    properties=_BAG,
)
_RUN: Final = _closed(
    ["tool"],
    tool=_closed(["driver"], driver=_DRIVER),
    language=_LANGUAGE,
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=_array(_INVOCATION, unique=False),
    artifacts=_array(_ARTIFACT),
    results=_array(_RESULT, unique=False),
)
_LOG: Final = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_closed(
        ["version", "runs"],
        **{"$schema": _TEXT, "version": {"const": "2.1.0"}, "runs": _array(_RUN, unique=False)},
    ),
}


def misfits(document: Any) -> list[str]:
    """Everything that a reader of SARIF could stumble over."""
    validator: Any = Draft202012Validator(_LOG)
    found = [f"{one.json_path}: {one.message}" for one in validator.iter_errors(document)]
    return found or [problem for run in document["runs"] for problem in _references(run)]


def _references(run: Any) -> Iterator[str]:
    """What the standard says in words: numbers lead where the names beside them say."""
    rules, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]
    for number, one in enumerate(run["results"]):
        if rules[one["ruleIndex"]]["id"] != one["ruleId"]:
            yield f"result {number}: its rule is another"
        if ("suppressions" in one) != ("suppressions" in run["results"][0]):
            yield f"result {number}: suppressions told for some results only"
        for place in (*one["locations"], *one["relatedLocations"]):
            where = place["physicalLocation"]["artifactLocation"]
            if where["index"] >= 0 and artifacts[where["index"]]["location"]["uri"] != where["uri"]:
                yield f"result {number}: its file is another"
    for number, one in enumerate(run["invocations"][0]["toolExecutionNotifications"]):
        rule = one.get("associatedRule")
        if rule is not None and rules[rule["index"]]["id"] != rule["id"]:
            yield f"notification {number}: its rule is another"
