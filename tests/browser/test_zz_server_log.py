"""After all visits, and so last by name: the server has nothing to complain about."""


def test_the_servers_log_is_clean(lab, server):
    log = server.log.read_text()
    assert "You can now view your Streamlit app" in log
    for word in ("Traceback", "WARNING", "Warning", "ERROR", "Error"):
        assert word not in log, log
