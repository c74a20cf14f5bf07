"""Checks the manifests offline: renders base and overlays with kustomize, then holds every document to the schemas, to
Flink's own jars, and to the rules of this folder.

    python validate.py --schemas FOLDER_OF_CRDS [--jars FOLDER ...] [OVERLAY ...]

Without the schemas or the jars it says what it leaves out; it never downloads anything.
"""

import argparse
import copy
import functools
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import kubernetes_validate
import yaml

HERE = Path(__file__).resolve().parent
KUBERNETES = "1.33"
MAIN = "flink-main-container"
# In a manifest's annotation: what is made by hand, for example "Secret/scholion-secrets".
MADE_BY_HAND = "scholion.dev/made-by-hand"


def kustomize():
    """The command that renders, or None."""
    for command in (os.environ.get("KUSTOMIZE"), "kustomize"):
        if command and shutil.which(command):
            return [command, "build"]
    return ["kubectl", "kustomize"] if shutil.which("kubectl") else None


def render(overlay):
    out = subprocess.run([*kustomize(), str(overlay)], check=True, capture_output=True, text=True).stdout
    return [document for document in yaml.safe_load_all(out) if document]


# ---- schemas ----


def strict(schema):
    """The schema as Kubernetes reads it with strict field validation: what it does not name is a mistake."""
    schema = dict(schema)
    if schema.pop("x-kubernetes-int-or-string", False):
        return {"type": ["integer", "string"]}
    preserved = schema.pop("x-kubernetes-preserve-unknown-fields", False)
    if "properties" in schema:
        schema["properties"] = {name: strict(each) for name, each in schema["properties"].items()}
        if not preserved:
            schema.setdefault("additionalProperties", False)
    if isinstance(schema.get("additionalProperties"), dict):
        schema["additionalProperties"] = strict(schema["additionalProperties"])
    if isinstance(schema.get("items"), dict):
        schema["items"] = strict(schema["items"])
    if schema.pop("nullable", False) and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    return schema


def custom_resources(folder):
    """Schemas by API version and kind."""
    found = {}
    for file in sorted(Path(folder).glob("*.crd.yml")):
        definition = yaml.safe_load(file.read_text())["spec"]
        for version in definition["versions"]:
            schema = strict(version["schema"]["openAPIV3Schema"])
            schema["properties"].update(apiVersion={"type": "string"}, kind={"type": "string"}, metadata={"type": "object"})
            found[f"{definition['group']}/{version['name']}", definition["names"]["kind"]] = schema
    return found


def schema_problems(document, custom):
    kind = document.get("apiVersion"), document.get("kind")
    name = f"{kind[1]} {document.get('metadata', {}).get('name')}"
    if kind in custom:
        errors = jsonschema.Draft7Validator(custom[kind]).iter_errors(document)
        return [f"{name}: {'.'.join(map(str, error.path))}: {error.message[:300]}" for error in errors]
    if kind[0] and "flink.apache.org" in kind[0]:
        return [] if not custom else [f"{name}: no such kind in the schemas"]
    try:
        kubernetes_validate.validate(document, KUBERNETES, strict=True)
    except kubernetes_validate.ValidationError as error:
        return [f"{name}: {'.'.join(map(str, error.path))}: {error.message[:300]}"]
    except (kubernetes_validate.SchemaNotFoundError, kubernetes_validate.InvalidSchemaError) as error:
        return [f"{name}: {error}"]
    return []


# ---- what the operator and Flink make of a FlinkDeployment ----


def merged(base, other):
    """Two pod templates as the operator merges them with pod-template.merge-arrays-by-name."""
    if base is None or other is None:
        return copy.deepcopy(base if other is None else other)
    if isinstance(base, dict) and isinstance(other, dict):
        return {key: merged(base.get(key), other.get(key)) for key in {**base, **other}}
    if isinstance(base, list) and isinstance(other, list) and all("name" in each for each in base + other if isinstance(each, dict)):
        if base and isinstance(base[0], dict):
            names = list(dict.fromkeys(each["name"] for each in base + other))
            by_name = lambda entries, name: next((each for each in entries if each["name"] == name), None)
            return [merged(by_name(base, name), by_name(other, name)) for name in names]
    return copy.deepcopy(other)


def templates(deployment):
    spec = deployment["spec"]
    for role in ("jobManager", "taskManager"):
        template = merged(spec.get("podTemplate"), spec[role].get("podTemplate")) or {}
        yield role, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "template"}, **template}


def operators_options():
    return set((HERE / "operator-options.txt").read_text().split("\n"))


@functools.cache
def compiled(jars):
    """A folder with the class of FlinkCheck.java, gone when this process ends."""
    folder = tempfile.TemporaryDirectory()
    command = ["javac", "-nowarn", "-d", folder.name, "-cp", ":".join(jars), str(HERE / "FlinkCheck.java")]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"FlinkCheck.java does not compile: {run.stderr[-2000:]}")
    return folder


def ask_flink(deployment, jars):
    """The answer of FlinkCheck.java."""
    spec = deployment["spec"]
    configuration = {
        key: str(value)
        for key, value in spec["flinkConfiguration"].items()
        if not key.startswith(("job.autoscaler.", "kubernetes.operator."))
    }
    request = {
        "cluster": deployment["metadata"]["name"],
        "namespace": deployment["metadata"].get("namespace", "default"),
        "image": spec["image"],
        "serviceAccount": spec["serviceAccount"],
        "configuration": configuration,
    }
    for role, template in templates(deployment):
        request[role] = {"resource": spec[role]["resource"], "podTemplate": template}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(request, file)
        file.flush()
        command = ["java", "-XX:TieredStopAtLevel=1", "-Dlog4j2.level=OFF", "-cp", ":".join([compiled(tuple(jars)).name, *jars])]
        run = subprocess.run([*command, "FlinkCheck", file.name], capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"FlinkCheck.java failed: {run.stderr[-2000:]}")
    return json.loads(run.stdout)


# ---- rules of our own ----


def pod_problems(name, pod):
    """Rules for a pod as it will run."""
    problems = []
    spec = pod["spec"]
    security = spec.get("securityContext", {})
    for key, wanted in (("runAsNonRoot", True), ("seccompProfile", {"type": "RuntimeDefault"})):
        if security.get(key) != wanted:
            problems.append(f"{name}: securityContext.{key} is not {wanted}")
    for identity in ("runAsUser", "runAsGroup", "fsGroup"):
        if security.get(identity, 0) < 10000:
            problems.append(f"{name}: securityContext.{identity} is below 10000")
    for forbidden in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get(forbidden):
            problems.append(f"{name}: {forbidden}")
    volumes = {volume["name"]: volume for volume in spec.get("volumes", [])}
    for volume in volumes.values():
        if "hostPath" in volume:
            problems.append(f"{name}: volume {volume['name']} is a hostPath")
    for container in spec.get("containers", []) + spec.get("initContainers", []):
        here = f"{name}: container {container['name']}"
        own = container.get("securityContext", {})
        if own.get("privileged") or own.get("allowPrivilegeEscalation") is not False:
            problems.append(f"{here} may gain privileges")
        if own.get("readOnlyRootFilesystem") is not True:
            problems.append(f"{here} can write its root file system")
        if own.get("capabilities", {}).get("drop") != ["ALL"] or own.get("capabilities", {}).get("add"):
            problems.append(f"{here} keeps capabilities")
        image = container.get("image", "")
        if not re.search(r"(:[^:/]+|@sha256:[0-9a-f]{64})$", image) or image.endswith(":latest"):
            problems.append(f"{here}: image '{image}' is not pinned")
        resources = container.get("resources", {})
        for what in ("requests", "limits"):
            for kind in ("cpu", "memory"):
                if kind not in resources.get(what, {}):
                    problems.append(f"{here} has no {kind} in {what}")
        mounts = {mount["mountPath"]: mount["name"] for mount in container.get("volumeMounts", [])}
        if len(mounts) != len(container.get("volumeMounts", [])):
            problems.append(f"{here} mounts two volumes in one place")
        for name_of_volume in mounts.values():
            if name_of_volume not in volumes:
                problems.append(f"{here} mounts the volume {name_of_volume}, which is not there")
        if "emptyDir" not in volumes.get(mounts.get("/tmp"), {}):
            problems.append(f"{here} has no emptyDir at /tmp")
    return problems


def names(node):
    """Every ConfigMap, Secret, claim and service account that a node names."""
    if isinstance(node, list):
        for each in node:
            yield from names(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("configMap", "configMapRef", "configMapKeyRef") and isinstance(value, dict) and "name" in value:
                yield "ConfigMap", value["name"]
            elif key in ("secret", "secretRef", "secretKeyRef") and isinstance(value, dict):
                yield "Secret", value.get("secretName", value.get("name"))
            elif key == "persistentVolumeClaim" and isinstance(value, dict):
                yield "PersistentVolumeClaim", value["claimName"]
            elif key in ("serviceAccount", "serviceAccountName", "kubernetes.service-account", "kubernetes.taskmanager.service-account"):
                yield "ServiceAccount", value
            else:
                yield from names(value)


def deployment_problems(deployment, documents):
    spec = deployment["spec"]
    flink = {key: str(value) for key, value in spec["flinkConfiguration"].items()}
    problems = []

    there = {(document["kind"], document["metadata"]["name"]) for document in documents}
    there |= {tuple(each.split("/")) for each in deployment["metadata"].get("annotations", {}).get(MADE_BY_HAND, "").split()}
    for kind, name in sorted(set(names(spec))):
        if (kind, name) not in there:
            problems.append(f"{kind} {name} is named and not there")

    known = operators_options()
    for key in flink:
        if key.startswith(("job.autoscaler.", "kubernetes.operator.")) and key not in known:
            problems.append(f"option {key} is unknown to the operator")

    # A TaskManager's own files: the pipeline file stays with the JobManager, which hands on what it read.
    parallelism = spec["job"]["parallelism"]
    for document in documents:
        if document["kind"] == "ConfigMap" and "pipeline.yaml" in document.get("data", {}):
            stated = yaml.safe_load(document["data"]["pipeline.yaml"]).get("parallelism", 1)
            if stated != parallelism:
                problems.append(f"job.parallelism is {parallelism}, the pipeline file's {stated}")
            cache = (yaml.safe_load(document["data"]["pipeline.yaml"]).get("model", {}).get("engine") or {}).get("cache")
            _, template = list(templates(deployment))[1]
            mounts = [mount["mountPath"] for mount in template["spec"]["containers"][0]["volumeMounts"]]
            if cache and cache not in mounts:
                problems.append(f"model.engine.cache is {cache}, and no volume is mounted there")

    slots = int(flink.get("taskmanager.numberOfTaskSlots", 1))
    fewest = int(flink.get("job.autoscaler.vertex.min-parallelism", parallelism))
    most = int(flink.get("job.autoscaler.vertex.max-parallelism", parallelism))
    if not fewest <= parallelism <= most:
        problems.append(f"job.parallelism {parallelism} is not from {fewest} to {most}")
    if int(flink.get("pipeline.max-parallelism", most)) < most:
        problems.append("pipeline.max-parallelism is below the autoscaler's")
    for document in documents:
        if document["kind"] == "PodDisruptionBudget":
            if document["spec"].get("minAvailable", 0) >= -(-fewest // slots):
                problems.append(f"{document['metadata']['name']} blocks every drain at {fewest} subtasks of {slots} a TaskManager")
    if spec["job"]["upgradeMode"] != "stateless" and flink.get("high-availability.type") != "kubernetes":
        problems.append("high-availability.type is not kubernetes")
    for key in ("high-availability.storageDir", "execution.checkpointing.dir", "execution.checkpointing.savepoint-dir"):
        if not flink.get(key):
            problems.append(f"option {key} is not set")
    return problems


def resource_problems(deployment, task_manager):
    """What Flink reckons with is what Kubernetes is asked for."""
    flink = {key: str(value) for key, value in deployment["spec"]["flinkConfiguration"].items()}
    limits = task_manager["spec"]["containers"][0]["resources"]["limits"]
    asked = {key: int(value) for key, value in limits.items() if key not in ("cpu", "memory", "ephemeral-storage")}
    reckoned = {}
    for resource in filter(None, re.split("[;,]", flink.get("external-resources", ""))):
        key = flink.get(f"external-resource.{resource}.kubernetes.config-key", f"no config-key of {resource}")
        reckoned[key] = int(flink.get(f"external-resource.{resource}.amount", 0))
    cpus = deployment["spec"]["taskManager"]["resource"]["cpu"]
    if float(limits["cpu"]) != cpus:
        return [f"a TaskManager gets {limits['cpu']} CPUs, not {cpus}"]
    return [] if asked == reckoned else [f"a TaskManager asks Kubernetes for {asked or 'no GPU'}, and Flink reckons with {reckoned or 'none'}"]


def all_problems(documents, custom, jars, say=lambda line: None):
    problems = [problem for document in documents for problem in schema_problems(document, custom)]
    if problems:
        return problems # the rules below take the shape for granted
    for deployment in (document for document in documents if document["kind"] == "FlinkDeployment"):
        for role, template in templates(deployment):
            problems += [f"{role}: {problem}" for problem in schema_problems(template, custom)]
        problems += deployment_problems(deployment, documents)
        if not jars:
            continue
        answer = ask_flink(deployment, jars)
        problems += answer["problems"]
        if "taskManager" in answer:
            problems += pod_problems("JobManager", answer["jobManager"]["spec"]["template"])
            problems += pod_problems("TaskManager", answer["taskManager"])
            problems += resource_problems(deployment, answer["taskManager"])
            problems += schema_problems(answer["jobManager"], custom) + schema_problems(answer["taskManager"], custom)
            say(f"  Flink starts: {' '.join(answer['jobManager']['spec']['template']['spec']['containers'][0]['args'])}")
    return problems


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemas", type=Path)
    parser.add_argument("--jars", type=Path, nargs="*", default=[], help="folders of the image's jars")
    parser.add_argument("overlays", type=Path, nargs="*", default=sorted((HERE / "../overlays").resolve().iterdir()))
    options = parser.parse_args(arguments)
    if kustomize() is None:
        print("SKIPPED the manifests: there is no kustomize and no kubectl", file=sys.stderr)
        return 0
    custom = custom_resources(options.schemas) if options.schemas and options.schemas.is_dir() else {}
    if not custom:
        print("SKIPPED the operator's schemas: --schemas names no folder of *.crd.yml", file=sys.stderr)
    jars = sorted(jar for folder in options.jars for jar in glob.glob(f"{folder}/**/*.jar", recursive=True))
    if not jars:
        print("SKIPPED Flink's own check of its options and pods: --jars names no jars", file=sys.stderr)
    failed = False
    for overlay in options.overlays:
        documents = render(overlay)
        print(f"{overlay.name}: {len(documents)} documents")
        problems = all_problems(documents, custom, jars, print)
        failed |= bool(problems)
        for problem in problems:
            print(f"  {problem}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
