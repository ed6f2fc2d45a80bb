"""What deploy/ says agrees with Comedo and with itself, as far as can be told without a cluster."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from comedo.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DEFAULTS = {name.upper(): field.default for name, field in Settings.__fields__.items()}
PATHS = {"/health", "/ready"}


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (DEPLOY / "Dockerfile").read_text()


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yml").read_text())


@pytest.fixture(scope="module")
def manifests() -> dict[str, dict[str, Any]]:
    documents = yaml.safe_load_all((DEPLOY / "kubernetes" / "comedo.yml").read_text())
    return {document["kind"]: document for document in documents}


def test_the_image_copies_what_there_is(dockerfile: str) -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
    sources = [source for line in copied for source in line.split()]
    assert {"actions", "comedo", "data", "requirements-serving.lock"} <= set(sources)
    ignore = (ROOT / ".dockerignore").read_text().splitlines()
    for source in sources:
        assert (ROOT / source).exists(), source
        assert f"!{source}" in ignore, f"{source} is kept out of the build by .dockerignore"


def test_the_image_runs_as_nobody_special_on_the_ports_of_the_settings(dockerfile: str) -> None:
    assert re.search(r"^USER (?!0|root)", dockerfile, re.MULTILINE)
    exposed = re.search(r"^EXPOSE (.+)$", dockerfile, re.MULTILINE).group(1).split()
    assert exposed == [str(DEFAULTS["PORT"]), str(DEFAULTS["METRICS_PORT"])]
    assert f"127.0.0.1:{DEFAULTS['PORT']}/ready" in dockerfile
    variables = re.search(r"^ENV (.+)$", dockerfile, re.MULTILINE).group(1)
    ours = [pair.split("=")[0] for pair in variables.split()]
    assert {"HOST", "STATE_DIR"} <= set(ours) & set(DEFAULTS)


def test_compose_sets_what_comedo_reads_and_shares_its_stores(compose: dict[str, Any]) -> None:
    comedo = compose["services"]["comedo"]
    assert set(comedo["environment"]) <= set(DEFAULTS)
    for variable, service in (("DATABASE_URL", "postgres"), ("REDIS_URL", "redis")):
        assert re.search(rf"[@/]{service}/", comedo["environment"][variable])
        assert comedo["depends_on"][service]["condition"] == "service_healthy"
        assert "healthcheck" in compose["services"][service]
    assert comedo["build"]["dockerfile"] == "deploy/Dockerfile"


def test_no_secret_is_written_down(compose: dict[str, Any]) -> None:
    for path in DEPLOY.rglob("*.yml"):
        for url in re.findall(r"\w+://\S+:\S+@", path.read_text()):
            assert "${" in url, f"{path}: {url}"
    assert compose["services"]["postgres"]["environment"]["POSTGRES_PASSWORD"].startswith("${")


def test_the_pods_are_probed_where_comedo_answers(manifests: dict[str, dict[str, Any]]) -> None:
    (container,) = manifests["Deployment"]["spec"]["template"]["spec"]["containers"]
    assert {variable["name"] for variable in container["env"]} <= set(DEFAULTS)
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    assert ports == {"http": DEFAULTS["PORT"], "metrics": DEFAULTS["METRICS_PORT"]}
    probes = {name: container[name]["httpGet"] for name in container if name.endswith("Probe")}
    assert {probe["path"] for probe in probes.values()} <= PATHS
    assert probes["readinessProbe"]["path"] == "/ready"
    assert probes["livenessProbe"]["path"] == "/health", "a pod is not killed for its database"


def test_the_service_finds_the_pods(manifests: dict[str, dict[str, Any]]) -> None:
    labels = manifests["Deployment"]["spec"]["template"]["metadata"]["labels"].items()
    service = manifests["Service"]["spec"]
    assert service["selector"].items() <= labels
    assert "sessionAffinity" not in service
    for kind, selector in (
        ("Deployment", "selector"),
        ("PodDisruptionBudget", "selector"),
        ("NetworkPolicy", "podSelector"),
    ):
        assert manifests[kind]["spec"][selector]["matchLabels"].items() <= labels


def test_pods_have_time_to_finish_their_turns(manifests: dict[str, dict[str, Any]]) -> None:
    pod = manifests["Deployment"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    wait = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod["terminationGracePeriodSeconds"] >= wait + DEFAULTS["SHUTDOWN_TIMEOUT"]
