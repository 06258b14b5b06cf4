"""Query parameters that others add to a link: services that track visitors, and Streamlit itself.

People who paste a link do not know about them, so they are ignored without a message.
"""

import re

TRACKING = re.compile(
    r"(utm|mtm|matomo|pk|piwik|hsa|vero|oly|fb|ga|gad|mc)_\w+"  # campaigns, by the tool that counts them
    r"|\w*(clid|clkid|clickid)"  # clicks: fbclid, gclid, msclkid, …
    r"|gclsrc|srsltid|[gw]braid|_(ga|gl|hsenc|hsmi|openstat|bta_\w+|branch_\w+)|__hs\w+|__s|__cft__.*|__tn__|hsctatracking|mkt_tok"
    r"|ref|ref_(src|url)|referrer|source|src|campaign|cmpid|cid|igshid?|igsh|si|share_id|li_fat_id|s_kwcid|ef_id|epik|trk\w*"
    r"|spm|scid|sc_\w+|wt\.?mc|at_(medium|campaign)|xtor|mibextid|rdt_cid|_x_tr_\w+",
    re.ASCII | re.IGNORECASE,
)
STREAMLIT = re.compile(r"embed|embed_options")


def is_ignored(name: str) -> bool:
    """Whether a parameter is not ours and known to be added to links by others."""
    return bool(TRACKING.fullmatch(name) or STREAMLIT.fullmatch(name))
