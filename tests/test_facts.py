"""The texts of surfaces, optimizers and schedules: each sentence is a fact with a check, and each check holds."""

from dataclasses import replace

import pytest

from optimizers import OPTIMIZERS, _evidence
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES, Fact

RECORDS = {
    f"{group} {key}": record
    for group, records in (("surface", SURFACES), ("optimizer", OPTIMIZERS), ("schedule", SCHEDULES))
    for key, record in records.items()
}
FACTS = [pytest.param(fact, id=f"{name} {k}") for name, record in RECORDS.items() for k, fact in enumerate(record.facts)]


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_holds(fact):
    assert fact.holds(_evidence), fact.text


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_the_texts_of_a_record_are_facts(record):
    """`teaches` of a surface, `summary` of the others: nothing is said without a check."""
    said = record.teaches if hasattr(record, "teaches") else record.summary
    assert said == " ".join(fact.text for fact in record.facts)
    for fact in record.facts:
        assert fact.text[0].isupper() or not fact.text[0].isalpha() or fact.text.startswith("f ")
        assert fact.text.endswith(".")


@pytest.mark.parametrize("record", [*OPTIMIZERS.values(), *SCHEDULES.values()], ids=lambda record: record.title)
def test_the_former_name_of_a_summary_is_still_known(record):
    assert record.adds == record.summary
    assert replace(record, facts=(), adds="As before.").summary == "As before."


def test_a_false_fact_fails_its_check():
    assert Fact("2 < 3.", lambda it: 2 < 3).holds(_evidence)
    assert not Fact("3 < 2.", lambda it: 3 < 2).holds(_evidence)
