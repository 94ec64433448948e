"""Limits that a test cannot wait for, made smaller in its own processes."""

from __future__ import annotations

import importlib
import json
import os


def set_limits(*, early: bool) -> None:
    """Set what FAULTS_LIMITS names by module; `early`: before others read liveblog.limits."""
    for name, value in json.loads(os.environ.get("FAULTS_LIMITS", "{}")).items():
        module, _, constant = name.rpartition(".")
        if (module == "liveblog.limits") == early:
            setattr(importlib.import_module(module), constant, value)
