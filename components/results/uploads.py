"""Uploaded files, which are kept in memory for the visit only."""

import secrets
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from components.results.snapshots import Trained
from components.state.network import NetworkSettings
from surfaces.networks import Table


@dataclass(eq=False)
class Upload:
    """An uploaded file, with its training."""

    table: Table
    token: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    trained: dict[NetworkSettings, Trained] = field(default_factory=dict)


UPLOADS: WeakValueDictionary[str, Upload] = WeakValueDictionary()  # a file is dropped when its visitor leaves


def bring(table: Table) -> Upload:
    """Keep a table as long as the returned object lives."""
    upload = Upload(table)
    UPLOADS[upload.token] = upload
    return upload
