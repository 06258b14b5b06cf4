"""Several processes of Descent Lab and the real nginx in front of them, by the configuration that `deploy/` holds."""

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.request import urlopen

from tests.browser.lab import ROOT, Server

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
MISSING = "No nginx was found, and none could be installed: install one, or name it in $NGINX. The tests of deploy/ need it."


def nginx() -> str | None:
    """The nginx named in $NGINX, or an installed one."""
    return os.environ.get("NGINX") or shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Front:
    """nginx before `count` processes, on free ports; everything of it lies in `folder`."""

    def __init__(self, folder: Path, count: int = 2) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.servers = [Server(folder / f"lab{place}.txt") for place in range(count)]
        for server in self.servers:
            server.wait()
        self._configure()
        user = " user root;" if os.geteuid() == 0 else ""  # otherwise the worker cannot read the folder
        command = [str(nginx()), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", f"daemon off;{user}"]
        with (folder / "nginx.txt").open("w") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        self._wait()

    def _configure(self) -> None:
        """The files of `deploy/`, with our ports and folders, and a header that tells which process has answered."""
        text = CONFIGURATION.read_text()
        body_types = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        own = "".join(f"\n    {body_type}_temp_path {self.folder}/{body_type};" for body_type in body_types)
        header = "\n        add_header X-Served-By $upstream_addr always;"
        ours = {
            "listen 80 default_server;": f"listen 127.0.0.1:{self.port};{header}",
            "worker_processes auto;": f"pid {self.folder / 'nginx.pid'};\nworker_processes auto;",
            "/tmp/descent-lab-cache": str(self.folder / "cache"),
            "sendfile on;": f"sendfile on;{own}",
        }
        for there, here in ours.items():
            assert text.count(there) == 1, there
            text = text.replace(there, here)
        (self.folder / "nginx.conf").write_text(text)
        processes = (ROOT / "deploy" / "processes.conf").read_text()
        line = re.search(r" *server lab1:8501(.*;\n)", processes)
        assert line
        others = re.sub(r" *server lab\d.*\n", "", processes).rstrip().removesuffix("}")
        lines = "".join(f"    server 127.0.0.1:{server.port}{line[1]}" for server in self.servers)
        (self.folder / "processes.conf").write_text(f"{others}{lines}}}\n")

    def _wait(self) -> None:
        for _ in range(200):
            assert self.process.poll() is None, (self.folder / "nginx.txt").read_text()
            with suppress(OSError), urlopen(self.url + "_stcore/health", timeout=5):
                return
            time.sleep(0.1)
        raise TimeoutError((self.folder / "nginx.txt").read_text())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        for server in self.servers:
            with suppress(ProcessLookupError):
                server.stop()
