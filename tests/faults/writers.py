"""The newsroom in a process of its own, and what it has acknowledged."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
from typing import TYPE_CHECKING, Any

from tests.faults.places import PROJECT, python

if TYPE_CHECKING:
    from tests.faults.town import Town


class Writer:
    """The newsroom: `acknowledged` is every answer to a public verb that it has given."""

    def __init__(self, town: Town) -> None:
        self.acknowledged: list[dict[str, Any]] = []
        self._asking = asyncio.Lock()
        with (town.folder / "writer.log").open("a") as log:
            self._process = subprocess.Popen(
                python("write"),
                env=town.environment,
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._listen()

    async def do(self, verb: str, **order: Any) -> dict[str, Any]:
        """Have a verb done, without holding up the test's loop."""
        async with self._asking:
            return await asyncio.to_thread(self.say, verb, **order)

    def say(self, verb: str, **order: Any) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"verb": verb, **order}) + "\n")
        self._process.stdin.flush()
        answer = self._listen()
        self.acknowledged += [one for one in _each(answer) if "seq" in one and verb != "head"]
        return answer

    def _listen(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the writer has died"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _each(answer: dict[str, Any]) -> list[dict[str, Any]]:
    if "all" not in answer:
        return [answer]
    return [one for part in answer["all"] for one in _each(part)]
