"""What is said of an account, for the contenders that work with data frames: plain Python over the few measures of one date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contenders.rulebook import SCORE, VALUE, rows, whole


@dataclass(frozen=True)
class Found:
    """One observed measure of an account that has a computed score. x and peer_x in parts of a value, scores in millionths."""

    measure: str
    x: int
    samples: int
    seats: int | None
    peer_x: int | None
    score: int
    contribution: int | None
    lost: int | None


@dataclass(frozen=True)
class Judged:
    """What was done to the score of an account, in millionths."""

    computed: int | None
    after_rules: int | None
    health: int | None
    rule: str | None
    reason: str | None
    until: str | None


class Speaker:
    """The sentences of the rulebook, read once."""

    def __init__(self, seeds: Path) -> None:
        self.sentences: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        for row in sorted(rows(seeds, "scoring/measure_sentences"), key=lambda row: int(row["priority"])):
            self.sentences[row["measure_key"], row["sentence_type"]].append(row)
        self.rules = {row["measure_key"]: row for row in rows(seeds, "scoring/sentence_rules")}
        shapes = {row["measure_key"]: row["curve_shape"] for row in rows(seeds, "scoring/measure_rules")}
        self.directions = {measure: {"increasing": 1, "decreasing": -1}.get(shape, 0) for measure, shape in shapes.items()}
        self.exceptions = {row["exception_key"]: row for row in rows(seeds, "scoring/score_exceptions")}

    def remarks(self, judged: Judged, measures: Iterable[Found], kind: str) -> list[tuple[str, str]]:
        """The first three risks or strengths as (measure, sentence)."""
        said = [remark for found in measures if (remark := self.of_measure(found, kind))]
        if kind == "risk":
            said += self.of_rules(judged)
        chosen: dict[str, tuple[int, int, str, str]] = {}
        for topic, source, importance, measure, sentence in sorted(said, key=lambda words: words[1:4]):
            chosen.setdefault(topic, (source, importance, measure, sentence))
        return [(measure, sentence) for _, _, measure, sentence in sorted(chosen.values())[:3]]

    def of_measure(self, found: Found, kind: str) -> tuple[str, int, int, str, str] | None:
        """(topic, 3, importance negated, measure, sentence) where the measure is worth a word."""
        rules = self.rules[found.measure]
        if found.contribution is None or found.lost is None:
            return None
        if kind == "risk":
            speaks = found.score < whole(rules["max_risk_score"], SCORE) and found.lost >= whole(rules["min_lost_points"], SCORE)
        else:
            speaks = found.score >= whole(rules["min_strength_score"], SCORE) and found.contribution > 0
        fitting = [row for row in self.sentences[found.measure, kind] if fits(row, found)] if speaks else []
        if not fitting:
            return None
        weight = found.lost if kind == "risk" else found.contribution
        return fitting[0]["topic"] or found.measure, 3, -weight, found.measure, self.filled(fitting[0], found, kind)

    def of_rules(self, judged: Judged) -> list[tuple[str, int, int, str, str]]:
        """The override and the exception, where they lower the score."""
        said = []
        if judged.health is not None and judged.after_rules is not None and judged.health < judged.after_rules:
            sentence = self.sentences["override", "risk"][0]["sentence"]
            sentence = sentence.replace("{reason}", (judged.reason or "").replace("_", " ")).replace("{until}", judged.until or "")
            said.append(("override", 1, judged.health - judged.after_rules, "override", sentence))
        if judged.rule and judged.computed is not None and judged.after_rules is not None and judged.after_rules < judged.computed:
            rule = self.exceptions[judged.rule]
            said.append((rule["measure_key"], 2, judged.after_rules - judged.computed, rule["measure_key"], rule["reason"]))
        return said

    def filled(self, row: dict[str, str], found: Found, kind: str) -> str:
        """The sentence with every mark replaced."""
        value = readable(found.x, row["value_format"])
        peer = readable(found.peer_x, row["value_format"]) if found.peer_x is not None else ""
        advantage = self.directions[found.measure] * ((found.peer_x or 0) - found.x)
        is_compared = found.peer_x is not None and value != peer and (advantage > 0 if kind == "risk" else advantage < 0)
        samples, seats = str(found.samples), "" if found.seats is None else str(found.seats)
        texts = {"peers": row["peer_clause"] if is_compared else "", "peer_value_s": plural(peer), "peer_value": peer, "value_s": plural(value), "value": value}
        texts |= {"part": rounded(found.x * found.samples, VALUE), "sample_s": plural(samples), "sample": samples, "seats_s": plural(seats), "seats": seats}
        sentence = row["sentence"]
        for mark, text in texts.items():
            sentence = sentence.replace("{" + mark + "}", text)
        return sentence


def fits(row: dict[str, str], found: Found) -> bool:
    """True where value and sample lie in the ranges of a sentence."""
    bounds = (("value_from", found.x, VALUE, 1), ("value_to", found.x, VALUE, -1), ("sample_from", found.samples, 1, 1), ("sample_to", found.samples, 1, -1))
    return all(not row[name] or side * number >= side * whole(row[name], part) for name, number, part, side in bounds)


def plural(number: str) -> str:
    """The s of a plural, by the number in front of it."""
    return "" if number == "1" else "s"


def rounded(number: int, part: int) -> str:
    """number / part as a whole number, half away from zero."""
    size = (2 * abs(number) + part) // (2 * part)
    return str(-size if number < 0 else size)


def readable(x: int, how: str) -> str:
    """A measured value as people read it."""
    if how == "rating":
        tenths = int(rounded(4 * x + VALUE, VALUE // 10))
        return f"{tenths // 10}.{tenths % 10}"
    if how == "duration":
        if x <= -72 * VALUE:
            return rounded(x * -416666667, VALUE * VALUE) + " days"
        return rounded(-x, VALUE) + (" hour" if -3 * VALUE < 2 * x <= -VALUE else " hours")
    percents = {"percent": 100 * x, "percent_less": -100 * x, "percent_below": 100 * VALUE - 100 * x, "percent_above": 100 * x - 100 * VALUE}
    return rounded(percents.get(how, x), VALUE)
