"""``vouch eval``: a labelled set asked, scored, reported, compared and held against its baseline."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from evals.errors import LabelError
from evidence.errors import SettingsError
from vouch.cli.ask import check_mode
from vouch.cli.bar import progress
from vouch.cli.common import AsJson, Home, command, print_json
from vouch.cli.ingest import interruptible, sync_options
from vouch.cli.render import visible

if TYPE_CHECKING:
    from evals.labels import LabelledSet
    from evals.records import Scoring
    from evals.spans import Labels
    from evals.workspace import Workspace
    from evidence.ollama_chat import OllamaChat
    from vouch.app import App

_INTERRUPTED = 130
_FAILED = 1
_FAILURES = 20  # files listed that could not be ingested
_TURNS = 40  # questions listed after a gate; the log has all

_Set = Annotated[Path, typer.Argument(metavar="SET", help="A folder with docs/ or corpus.jsonl, and questions.jsonl.")]
_Split = Annotated[str | None, typer.Option("--split", help="Only the questions of this split, such as dev or test.")]
_Mode = Annotated[str, typer.Option("--mode", help="auto, extractive (no language model) or llm (needs one set).")]
_Share = Annotated[
    float | None, typer.Option("--withhold", help="Take out the evidence of this share of the questions (0 to 1).")
]
_Seed = Annotated[int, typer.Option("--seed", help="Decides which questions lose their evidence.")]
_Earlier = Annotated[Path | None, typer.Option("--compare", help="An earlier run's log to compare with, paired.")]
_Peers = Annotated[bool, typer.Option("--peers", help="Measure what people would use instead on the same set.")]
_Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Only the first so many questions.")]
_Output = Annotated[Path, typer.Option("--output", help="Folder for the log and the report.")]
_Gate = Annotated[bool, typer.Option("--gate", help="Exit with 1 if a question turned worse than in its baseline.")]
_Accept = Annotated[
    str | None,
    typer.Option("--accept", metavar="REASON", help="Make this run the baseline; the reason it may be worse."),
]
_Judge = Annotated[
    str | None,
    typer.Option(
        "--judge", metavar="MODEL", help="A second opinion on citations by this Ollama model; in no headline."
    ),
]
_Baselines = Annotated[Path | None, typer.Option("--baselines", help="Folder of baselines (default: Vouch's own).")]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What was asked for on the command line."""

    folder: Path
    split: str | None = None
    share: float | None = None
    seed: int = 0
    earlier: Path | None = None
    peers: bool = False
    limit: int | None = None
    output: Path = Path("reports")
    gate: bool = False
    accept: str | None = None
    baselines: Path | None = None
    quiet: bool = False
    mode: str = "auto"
    judge: str | None = None

    @property
    def stem(self) -> Path:
        """Where log, report and answers go, less the ending."""
        name = re.sub(r"[^\w.-]+", "-", self.folder.resolve().name).strip("-.") or "set"
        parts = [name, *([self.split] if self.split else [])]
        parts += [f"first-{self.limit}"] if self.limit else []
        parts += [f"withheld-{self.share:g}-seed-{self.seed}"] if self.share is not None else []
        return self.output / "-".join(parts)

    def file(self, ending: str) -> Path:
        """A file of this run."""
        return self.stem.with_name(self.stem.name + ending)


def evaluate(
    folder: _Set,
    split: _Split = None,
    mode: _Mode = "auto",
    withhold: _Share = None,
    seed: _Seed = 0,
    compare: _Earlier = None,
    peers: _Peers = False,
    limit: _Limit = None,
    output: _Output = Path("reports"),
    gate: _Gate = False,
    accept: _Accept = None,
    baselines: _Baselines = None,
    judge: _Judge = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Ask a labelled set, score every answer, and write a log and a report; interrupted, run it again to go on."""
    plan = _Plan(
        folder, split, withhold, seed, compare, peers, limit, output, gate, accept, baselines, as_json, mode, judge
    )
    with command(home) as app:
        check_mode(app, mode)
        _check(plan)
        try:
            log = run_evaluation(app, plan)
        except KeyboardInterrupt:
            typer.echo("Interrupted: what is answered is kept; run it again to go on.", err=True)
            raise typer.Exit(_INTERRUPTED) from None
        if as_json:
            print_json(_brief(log, plan))
        else:
            _print(log, plan)
        if plan.gate and not (log["gate"] or {}).get("passed", False):
            raise typer.Exit(_FAILED)


def _check(plan: _Plan) -> None:
    """Refuse at once what would be refused after half an hour."""
    if (plan.gate or plan.accept is not None) and (plan.limit or plan.share is not None):
        raise SettingsError("a baseline holds for a whole set", remedy="Leave --limit and --withhold out.")
    if plan.share is not None and not 0 < plan.share < 1:
        raise SettingsError(f"cannot withhold a share of {plan.share}", remedy="Give a number between 0 and 1.")
    if plan.accept is not None and not plan.accept.strip():
        raise SettingsError("a change cannot be accepted without a reason", remedy='Say why: --accept "…".')


def run_evaluation(app: App, plan: _Plan) -> dict[str, Any]:
    """The whole of it: ingest, ask, score, compare, judge, write. Returns the log."""
    from evals import log as logs
    from evals.html_report import render
    from evals.records import comparison

    earlier = logs.load(plan.earlier) if plan.earlier else None
    judge = _judge(app, plan.judge) if plan.judge else None
    log = _measure(app, plan)
    if judge is not None:
        log["judged"] = _judged(judge, log)
    if plan.peers:
        log["peers"] = _peers(app, plan)
    if earlier is not None:
        log["comparison"] = comparison(earlier, log)
    _hold_to_baseline(log, plan)
    file = plan.file(".json")
    if file.exists():
        file.replace(plan.file(".previous.json"))
    logs.save(log, file)
    logs.write_whole(plan.file(".html"), render(log, [earlier] if earlier else []))
    plan.file(".answers.jsonl").unlink(missing_ok=True)
    return log


def _measure(app: App, plan: _Plan) -> dict[str, Any]:
    from evals.records import Scoring
    from evals.withhold import choose, families, relabelled, take_out
    from evals.workspace import copied

    labelled, withheld = _labelled(plan), None
    exact_limit = app.settings.search.exact_limit
    with _ingested(app, plan) as space:
        labels = _located(labelled, space)
        if plan.share is None:
            return _asked(app, plan, space, labelled, Scoring(labels, space.text_of, space.visible_to))
        withheld = choose(labelled, plan.share, plan.seed, families(space.archive.view()))
    with copied(space.home, space.report, app.embedder, exact_limit=exact_limit) as copy:
        take_out(copy.archive, withheld)
        scoring = Scoring(labels, copy.text_of, copy.visible_to, withheld)
        return _asked(app, plan, copy, relabelled(labelled, withheld), scoring)


def _judge(app: App, model: str) -> OllamaChat:
    """The model that judges. Raises ``ServiceError`` now, not after half an hour, where the server does not have it."""
    from evidence.ollama_chat import OllamaChat

    llm, ollama = app.settings.llm, app.settings.ollama
    judge = OllamaChat(
        ollama.url, model, timeout=ollama.seconds, context_tokens=llm.context_tokens, keep_alive=llm.keep_alive
    )
    judge.describe()
    return judge


def _judged(judge: OllamaChat, log: dict[str, Any]) -> dict[str, Any]:
    from evals.judge import JudgedScorer
    from evals.judging import judge_answers

    answers = {row["id"]: row["answer"] for row in log["records"]}
    outcomes = {row["id"]: row["score"]["outcome"] for row in log["records"]}
    stop = threading.Event()
    with interruptible(stop, "answer"), _question_bar(stop, "judging") as tell:
        found = judge_answers(JudgedScorer(judge), answers, outcomes=outcomes, progress=tell)
    return {"model": dict(judge.describe()), **found}


def _located(labelled: LabelledSet, space: Workspace) -> Labels:
    """Where the gold words stand; a label that does not fit is blamed on the file, if that could not be ingested."""
    from evals.spans import locate

    try:
        return locate(labelled, space.archive.view())
    except LabelError as error:
        failures = [f"  {file.path}: {file.reason}" for _, file in space.archive.failures()]
        if failures:
            shown = "\n".join(failures[:_FAILURES])
            error.remedy += f" {len(failures)} file(s) could not be ingested:\n{visible(shown)}"
        raise


def _labelled(plan: _Plan) -> LabelledSet:
    from evals.labels import load_set

    labelled = load_set(plan.folder, plan.split)
    return replace(labelled, questions=labelled.questions[: plan.limit]) if plan.limit else labelled


@contextmanager
def _ingested(app: App, plan: _Plan) -> Iterator[Workspace]:
    from evals.workspace import workspace

    stop, settings = threading.Event(), app.settings
    with ExitStack() as stack:
        with interruptible(stop), progress(Console(file=sys.stderr)) as bar:
            options, limit = sync_options(app, stop=stop), settings.search.exact_limit
            opened = workspace(plan.folder, settings.home, app.embedder, options, bar, exact_limit=limit)
            space = stack.enter_context(opened)
        if space.report.interrupted:
            raise KeyboardInterrupt
        yield space


def _asked(app: App, plan: _Plan, space: Workspace, labelled: LabelledSet, scoring: Scoring) -> dict[str, Any]:
    """Ask every question of ``labelled`` and score the answers: the log."""
    from evals.checkout import checkout
    from evals.records import about_documents, build, ingestion
    from evals.run import Runner
    from evals.system import VouchSystem

    code = checkout()
    system = VouchSystem(
        app.embedder,
        space.view_of,
        app.today(),
        settings=_settings(app),
        models=_models(app),
        composer=None if plan.mode == "extractive" else app.composer(),
        cross_encoder=app.cross_encoder,
    )
    identity = {"commit": code.commit, "code": code.code, "archive": space.archive.digest()}
    runner = Runner(system, plan.file(".answers.jsonl"), identity)
    app.embedder.embed_query("ready")  # the first question is not to be charged for loading the models
    app.cross_encoder.scores("ready", ["ready"])
    stop = threading.Event()
    with interruptible(stop, "question"), _question_bar(stop) as tell:
        run = runner.run(labelled, tell)
    about = about_documents(space, plan.split, plan.limit)
    log, _ = build(system, run, labelled, scoring, code, about)
    log["timings"] |= ingestion(space.report)
    return log


def _settings(app: App) -> dict[str, Any]:
    """What the settings hold, without what concerns this machine only."""
    return app.settings.model_dump(mode="json", exclude={"home", "log", "today"})


def _models(app: App) -> list[dict[str, Any]]:
    embedder, crossing = app.embedder, app.cross_encoder
    digest = getattr(embedder, "model_sha256", None) or embedder.id.rpartition("@")[2]
    return [
        {"name": embedder.id, "role": "embedding", "digest": digest},
        {"name": crossing.id, "role": "reranking", "digest": crossing.model_sha256},
    ]


@contextmanager
def _question_bar(stop: threading.Event, what: str = "asking") -> Iterator[Any]:
    """A bar to be told of every answer; raises ``KeyboardInterrupt`` there once ``stop`` is set."""
    columns = (TextColumn(what), BarColumn(bar_width=24), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)
            if stop.is_set():
                raise KeyboardInterrupt

        yield tell


def _peers(app: App, plan: _Plan) -> list[dict[str, Any]]:
    """What people would use instead, on the same documents and questions (all of them, nothing withheld)."""
    from evals.peers import compare_peers

    with Console(file=sys.stderr).status("peers") as status:
        results = compare_peers(
            _labelled(plan),
            plan.folder,
            app.embedder_factory(),
            lambda line: status.update(f"peers: {escape(visible(line))}"),
        )
    return [result.as_json() for result in results]


def _hold_to_baseline(log: dict[str, Any], plan: _Plan) -> None:
    """Set ``log["gate"]`` where a baseline was asked for; ``--accept`` makes one first."""
    from evals import gate

    folder = plan.baselines or gate.BASELINES
    if plan.accept is not None:
        gate.accept(log, plan.accept, folder)
    if plan.gate or plan.accept is not None:
        log["gate"] = gate.check(log, folder).as_json()


def _brief(log: dict[str, Any], plan: _Plan) -> dict[str, Any]:
    """The log without its records, and where all of it stands."""
    return {
        "log": str(plan.file(".json")),
        "report": str(plan.file(".html")),
        **{key: value for key, value in log.items() if key not in ("records", "risk_curve")},
    }


def _print(log: dict[str, Any], plan: _Plan) -> None:
    from evals import tables

    console = Console(highlight=False)
    console.print(tables.headline(log))
    console.print(tables.by_kind(log))
    _print_search(console, log)
    if log["peers"]:
        console.print(tables.peers(log))
    if "judged" in log:
        console.print(tables.judged(log))
    _print_comparison(console, log)
    _print_gate(console, log)
    failed = log["set"]["failed"]
    if failed:
        console.print(f"{len(failed)} file(s) of the set could not be ingested; the log names them.")
    console.print(f"Log     {escape(str(plan.file('.json')))}\nReport  {escape(str(plan.file('.html')))}")
    console.print(f"[dim]deterministic digest {log['deterministic_digest'][:16]}[/]")


def _print_search(console: Console, log: dict[str, Any]) -> None:
    """How well passages were ranked, a line a level."""
    for level in ("document", "span"):
        shown = {name: each for name, each in log["retrieval"].items() if name.startswith(level)}
        if shown:
            count = next(iter(shown.values()))["n"]
            words = ", ".join(
                f"{name.removeprefix(f'{level}_')} {shown[name]['mean']:.3f}" for name in _in_order(shown)
            )
            console.print(f"Search, {level}s ({count} questions): {escape(words)}", soft_wrap=True)


def _in_order(names: Iterable[str]) -> list[str]:
    """Names such as ``recall@5`` and ``recall@10`` by their cut-off."""
    return sorted(names, key=lambda name: (name.partition("@")[0], int(name.partition("@")[2] or 0)))


def _print_comparison(console: Console, log: dict[str, Any]) -> None:
    from evals.log import TIMED

    found = log["comparison"]
    if not found:
        return
    console.print(
        f"Against the run of {escape(visible(str(found['with']['started'])))}: {found['common']} questions in common,"
        f" {len(found['better'])} better, {len(found['worse'])} worse."
    )
    for name, each in found["differences"].items():
        if name not in TIMED and (each["low"] > 0 or each["high"] < 0):
            console.print(f"  {escape(name)} {each['mean']:+.3f} ({each['low']:+.3f} to {each['high']:+.3f})")


def _print_gate(console: Console, log: dict[str, Any]) -> None:
    verdict = log["gate"]
    if not verdict:
        return
    for name, colour in (("worse", "red"), ("accepted", "yellow"), ("better", "green")):
        turns = verdict[name]
        for turn in turns[:_TURNS]:
            reason = f"  ({turn['reason']})" if turn["reason"] else ""
            line = f"{turn['id']}: {turn['before']} → {turn['after']}{reason}"
            console.print(f"[{colour}]{name:<8}[/] {escape(visible(line))}")
        if len(turns) > _TURNS:
            console.print(f"[{colour}]{name:<8}[/] and {len(turns) - _TURNS} more; the log names them")
    state = "[green]passed[/]" if verdict["passed"] else "[bold red]failed[/]"
    counts = ", ".join(f"{len(verdict[name])} {name}" for name in ("worse", "accepted", "better", "new"))
    console.print(f"Gate {state}: {counts}.")
