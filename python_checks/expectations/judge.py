"""Judges suites with Great Expectations: an ephemeral context, dataframes in memory, no file, no network, no progress bar."""

import logging
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from python_checks.expectations.evidence import Evidence, NotEvaluatedError
from python_checks.expectations.outcome import Outcome, judged, not_evaluable, not_evaluated
from python_checks.expectations.promises import Part, Promise, Suite
from python_checks.expectations.tables import Frames

COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
"""How Great Expectations reports: how many rows failed, never which values they hold."""
Resolved = list[tuple[Promise, dict[str, Any]]]


class Judge:
    """One context for all suites of a build. Raises ImportError where Great Expectations is not installed."""

    def __init__(self) -> None:
        os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
        with silence():
            import great_expectations  # takes seconds: only where suites are judged
            import great_expectations.expectations

            self._gx: Any = great_expectations
            from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults, ProgressBarsConfig

            # Stores in memory without the temporary folder for data docs that the default makes.
            config = DataContextConfig(
                store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
                progress_bars=ProgressBarsConfig(globally=False),
                analytics_enabled=False,
            )
            context = great_expectations.get_context(mode="ephemeral", project_config=config)
            frames = context.data_sources.add_pandas("build").add_dataframe_asset("rows")
            self._batches: Any = frames.add_batch_definition_whole_dataframe("all")

    def outcomes(self, suites: Iterable[Suite], tables: Frames, evidence: Evidence) -> list[Outcome]:
        """One outcome per promise, in the order of the suites."""
        with silence():
            return [outcome for suite in suites for outcome in self._suite(suite, tables, evidence)]

    def _suite(self, suite: Suite, tables: Frames, evidence: Evidence) -> list[Outcome]:
        if suite.table in evidence.off:
            return [not_evaluated(suite, promise, "the source is switched off") for promise in suite.promises]
        by_promise: dict[int, Outcome] = {}
        for part in suite.parts:
            by_promise |= self._part(suite, part, tables, evidence)
        return [by_promise[id(promise)] for promise in suite.promises]

    def _part(self, suite: Suite, part: Part, tables: Frames, evidence: Evidence) -> dict[int, Outcome]:
        done: dict[int, Outcome] = {}
        resolved: Resolved = []
        try:
            frame = tables.frame(part.query)
        except Exception as error:  # whatever the database says, the promise was not kept
            return {id(promise): not_evaluable(suite, promise, error) for promise in part.promises}
        for promise in part.promises:
            try:
                arguments = {key: value(evidence) if callable(value) else value for key, value in promise.arguments.items()}
                if reason := nothing_to_judge(promise, frame):
                    raise NotEvaluatedError(reason)
                resolved.append((promise, arguments))
            except NotEvaluatedError as reason_said:
                done[id(promise)] = not_evaluated(suite, promise, str(reason_said))
        return done | self._judged(suite, resolved, frame)

    def _judged(self, suite: Suite, resolved: Resolved, frame: Any) -> dict[int, Outcome]:
        """The promises that can be judged, all at once; one at a time where that breaks, so that one does not hide the others."""
        if not resolved:
            return {}
        try:
            results = self._validate(suite.name, resolved, frame)
            return {id(promise): _outcome(suite, promise, arguments, results[index]) for index, (promise, arguments) in enumerate(resolved)}
        except Exception as error:
            if len(resolved) == 1:
                return {id(resolved[0][0]): not_evaluable(suite, resolved[0][0], error)}
            return {key: outcome for each in resolved for key, outcome in self._judged(suite, [each], frame).items()}

    def _validate(self, name: str, resolved: Resolved, frame: Any) -> Mapping[int, Any]:
        known = self._gx.expectations
        expectations = [
            getattr(known, class_name(promise.expectation))(**arguments, meta={"promise": index}) for index, (promise, arguments) in enumerate(resolved)
        ]
        suite = self._gx.ExpectationSuite(name=name, expectations=expectations)
        found = self._batches.get_batch({"dataframe": frame}).validate(suite, result_format=COUNTS_ONLY)
        return {result.expectation_config.meta["promise"]: result for result in found.results}


def _outcome(suite: Suite, promise: Promise, arguments: Mapping[str, Any], result: Any) -> Outcome:
    if not result.result:
        return not_evaluable(suite, promise, RuntimeError())
    return judged(suite, promise, arguments, bool(result.success), result.result)


def nothing_to_judge(promise: Promise, frame: Any) -> str:
    """Why an expectation about values would pass without having seen one; empty where there are values."""
    if not promise.speaks_of_values:
        return ""
    if len(frame) == 0:
        return "there are no rows"
    named = [column for column in promise.column.split(", ") if column in frame.columns]
    return "there are no values" if any(frame[column].isna().all() for column in named) else ""


def class_name(expectation: str) -> str:
    """expect_column_values_to_be_unique -> ExpectColumnValuesToBeUnique, with the abbreviations of Great Expectations."""
    words = "".join(word.capitalize() for word in expectation.split("_"))
    return words.replace("ToBeGreaterThanB", "ToBeGreaterThanB").replace("KlDivergence", "KLDivergence")


@contextmanager
def silence() -> Iterator[None]:
    """Nothing of what the library says reaches a log or a screen: it may quote values. Loggers that it makes meanwhile are quiet too."""
    logger = logging.getLogger("great_expectations")
    logger.propagate = False
    logger.addHandler(logging.NullHandler())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
