"""Parameters that others add to a link are ignored silently; other unknown ones are reported."""

import pytest

from components.state import network, network_parameters
from components.state.address import read
from components.state.ignored_parameters import is_ignored
from components.state.parameters import parameters
from components.state.sections import HIDEABLE
from tests.components.tools import settings_of

ADDED = (
    *("utm_source", "utm_medium", "utm_campaign", "utm_id", "UTM_Term", "mtm_campaign", "pk_campaign", "hsa_acc"),
    *("fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "wbraid", "gbraid", "gad_source", "gclsrc"),
    *("mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "__hstc", "mkt_tok", "igshid", "igsh", "li_fat_id", "s_kwcid"),
    *("ref", "ref_src", "ref_url", "source", "si", "mibextid", "__cft__[0]", "srsltid"),
    *("embed", "embed_options"),
)


@pytest.mark.parametrize("name", ADDED)
def test_what_others_add_is_ignored_in_silence(name):
    for texts in (["newsletter"], [""], ["a", "b"], ["x" * 5000]):
        assert read({"v": ["2"], "surface": ["bowl"], name: texts}) == (settings_of(v="2", surface="bowl"), [])
        assert network.read({name: texts}) == network.read({})


def test_a_link_with_nothing_else_is_not_one_of_an_older_version():
    assert read({"utm_source": ["mail"]}) == read({})


def test_no_setting_is_taken_for_one_of_others():
    names = {*parameters(settings_of().choices), *parameters(settings_of(surface="own").choices), *HIDEABLE, "v"}
    assert len(names) > 100
    assert not [name for name in names if is_ignored(name)]
    assert not [name for name in network_parameters.table(network_parameters.Choices()) if is_ignored(name)]


@pytest.mark.parametrize("name", ["utm", "evil", "embedded", "surfaces", "reference", "clidx", "rate", "", "\n", "ref\n"])
def test_an_unknown_parameter_is_still_reported(name):
    _, problems = read({"v": ["2"], name: ["1"]})
    assert len(problems) == 1
