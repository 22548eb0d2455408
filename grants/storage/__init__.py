"""Files that people send: kept under random keys, so that no name of ours or theirs becomes a path."""

from urllib.parse import urlsplit

from flask import current_app

from config import Settings
from grants.storage.base import KEY, Storage, Stored, new_key
from grants.storage.folder import FolderStorage

__all__ = ["KEY", "FolderStorage", "Storage", "Stored", "new_key", "storage"]


def storage() -> Storage:
    """Return the storage the settings name; a process keeps its connections to an object storage."""
    settings: Settings = current_app.extensions["settings"]
    if urlsplit(settings.storage_url).scheme != "s3":
        return FolderStorage(settings.files_folder)
    if "storage" not in current_app.extensions:
        # Imported only where it is used: it costs a process some megabytes.
        from grants.storage.objects import ObjectStorage

        current_app.extensions["storage"] = ObjectStorage.at(settings.storage_url)
    kept: Storage = current_app.extensions["storage"]
    return kept
