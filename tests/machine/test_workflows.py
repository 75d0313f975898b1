"""What runs on the forge: the site that is published is the one that was tested."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"


def workflow(name: str) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load((WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8"))
    # YAML 1.1 reads the key `on` as a boolean
    return {"on" if key is True else key: value for key, value in loaded.items()}


def test_only_what_the_checks_passed_is_published() -> None:
    pages, checks = workflow("pages"), workflow("ci")
    assert pages["on"] == {
        "workflow_run": {"workflows": [checks["name"]], "types": ["completed"], "branches": ["main"]}
    }
    build = pages["jobs"]["build"]
    assert "github.event.workflow_run.conclusion == 'success'" in build["if"]
    assert "github.event.workflow_run.event == 'push'" in build["if"]
    (checkout,) = [step for step in build["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"]["ref"] == "${{ github.event.workflow_run.head_sha }}"
    assert pages["jobs"]["publish"]["needs"] == "build"
    assert "main" in checks["on"]["push"]["branches"]


def test_the_forge_runs_what_everyone_runs() -> None:
    (job,) = workflow("ci")["jobs"].values()
    run = [step["run"] for step in job["steps"] if "run" in step]
    local = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert run == ["make check", "make test"]
    called = re.findall(r"^make (.+)$", local, re.MULTILINE)
    assert {"check", "test"} <= {word for line in called for word in line.split()}
    # nothing weaker: neither may fail and be passed over
    assert "set -euo pipefail" in local and "||" not in local
