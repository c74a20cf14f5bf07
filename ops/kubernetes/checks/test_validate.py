"""The manifests pass, and every kind of mistake that the checks are for is found.

SCHEMAS and JARS in the environment are validate.py's --schemas and --jars, separated by colons.
"""

import copy
import glob
import os
import unittest

import validate

SCHEMAS = os.environ.get("SCHEMAS", "")
JARS = [jar for folder in filter(None, os.environ.get("JARS", "").split(":")) for jar in sorted(glob.glob(f"{folder}/**/*.jar", recursive=True))]
OVERLAYS = validate.HERE / "../overlays"


def deployment(documents):
    return next(document for document in documents if document["kind"] == "FlinkDeployment")


@unittest.skipUnless(validate.kustomize(), "no kustomize and no kubectl")
class Manifests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.custom = validate.custom_resources(SCHEMAS) if os.path.isdir(SCHEMAS) else {}
        cls.rendered = {overlay.name: validate.render(overlay) for overlay in sorted(OVERLAYS.resolve().iterdir())}

    def test_everyOverlayIsRight(self):
        for name, documents in self.rendered.items():
            with self.subTest(name):
                self.assertEqual([], validate.all_problems(documents, self.custom, JARS))

    def found(self, change, overlay="cpu", jars=()):
        """Problems of an overlay after a change."""
        documents = copy.deepcopy(self.rendered[overlay])
        change(documents)
        return "\n".join(validate.all_problems(documents, self.custom, jars))

    def test_aMisspeltFieldOfKubernetesIsFound(self):
        def change(documents):
            claim = next(each for each in documents if each["kind"] == "PersistentVolumeClaim")
            claim["spec"]["accesModes"] = claim["spec"].pop("accessModes")

        self.assertIn("accesModes", self.found(change))

    def test_aMisspeltFieldOfAPolicyIsFound(self):
        def change(documents):
            policy = next(each for each in documents if each["kind"] == "NetworkPolicy")
            policy["spec"]["egress"][2]["ports"][0]["endport"] = 9094

        self.assertIn("endport", self.found(change))

    def test_aMisspeltFieldOfAPodTemplateIsFound(self):
        def change(documents):
            deployment(documents)["spec"]["podTemplate"]["spec"]["terminationGracePeriod"] = 60

        self.assertIn("terminationGracePeriod", self.found(change))

    def test_aMisspeltFieldOfAContainerIsFound(self):
        def change(documents):
            main = deployment(documents)["spec"]["podTemplate"]["spec"]["containers"][0]
            main["securityContext"]["readOnlyRootFileSystem"] = True

        self.assertIn("readOnlyRootFileSystem", self.found(change))

    def test_aMisspeltFieldOfAFlinkDeploymentIsFound(self):
        if not self.custom:
            self.skipTest("SCHEMAS names no folder of *.crd.yml")
        for change in (
            lambda spec: spec["job"].update(entryClas="X"),
            lambda spec: spec["taskManager"].update(resourc={}),
            lambda spec: spec.update(flinkversion="v2_2"),
            lambda spec: spec["job"].update(upgradeMode="savepoints"),
            lambda spec: spec["job"].update(parallelism="2"),
        ):
            documents = copy.deepcopy(self.rendered["cpu"])
            change(deployment(documents)["spec"])
            self.assertNotEqual([], validate.all_problems(documents, self.custom, ()), change)

    def test_whatIsNamedMustBeThere(self):
        for kind in ("ConfigMap", "PersistentVolumeClaim", "ServiceAccount"):
            def change(documents, kind=kind):
                documents[:] = [each for each in documents if each["kind"] != kind]

            self.assertRegex(self.found(change), f"{kind} scholion\\S* is named and not there")

        def unannotated(documents):
            del deployment(documents)["metadata"]["annotations"]

        self.assertIn("Secret scholion-secrets is named and not there", self.found(unannotated))

    def test_anUnknownOptionOfTheOperatorIsFound(self):
        def change(documents):
            deployment(documents)["spec"]["flinkConfiguration"]["job.autoscaler.enable"] = "true"

        self.assertIn("job.autoscaler.enable is unknown", self.found(change))

    def test_parallelismAgreesEverywhere(self):
        def job(documents):
            deployment(documents)["spec"]["job"]["parallelism"] = 3

        self.assertIn("the pipeline file's 2", self.found(job))

        def fewest(documents):
            deployment(documents)["spec"]["flinkConfiguration"]["job.autoscaler.vertex.min-parallelism"] = "1"

        self.assertIn("blocks every drain", self.found(fewest))

    def test_enginesAreKeptOnAVolume(self):
        def change(documents):
            deployment(documents)["spec"]["taskManager"]["podTemplate"]["spec"]["containers"][0]["volumeMounts"] = []

        self.assertIn("model.engine.cache is /engines", self.found(change, "gpu"))


@unittest.skipUnless(validate.kustomize() and JARS, "no kustomize, or JARS names no jars")
class AsFlinkSeesThem(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.gpu = deployment(validate.render(OVERLAYS / "gpu"))
        cls.answer = validate.ask_flink(cls.gpu, JARS)

    def test_misspeltOptionsAndUnreadableValuesAreFound(self):
        changed = copy.deepcopy(self.gpu)
        changed["spec"]["flinkConfiguration"].update(
            {
                "high-availability.storagedir": "file:///data/ha",
                "task.cancellation.timeout": "soon",
                "external-resource.gpu.amout": "1",
                "external-resource.gpu.param.discovery-scripts.path": "/x",
                "metrics.reporter.prom.ports": "9249",
                "high-availability": "kubernetes",
            }
        )
        problems = "\n".join(validate.ask_flink(changed, JARS)["problems"])
        for option in ("storagedir", "amout", "discovery-scripts", "prom.ports"):
            self.assertRegex(problems, f"{option}\\S* is unknown to Flink")
        self.assertIn("cannot read 'soon'", problems)
        self.assertIn("option high-availability is outdated", problems)

    def test_memoryThatDoesNotAddUpIsFound(self):
        changed = copy.deepcopy(self.gpu)
        changed["spec"]["flinkConfiguration"]["taskmanager.memory.task.off-heap.size"] = "20g"
        self.assertIn("Flink makes no pods of it", "\n".join(validate.ask_flink(changed, JARS)["problems"]))

    def test_theTaskManagerAsksForTheGpusThatFlinkReckonsWith(self):
        pod = self.answer["taskManager"]
        self.assertEqual("1", pod["spec"]["containers"][0]["resources"]["limits"]["nvidia.com/gpu"])
        self.assertEqual([], validate.resource_problems(self.gpu, pod))
        nobody = copy.deepcopy(self.gpu)
        del nobody["spec"]["flinkConfiguration"]["external-resource.gpu.kubernetes.config-key"]
        asked = validate.ask_flink(nobody, JARS)["taskManager"]
        self.assertIn("asks Kubernetes for no GPU", "\n".join(validate.resource_problems(nobody, asked)))

    def test_theAccountsAndTheCommandsAreOurs(self):
        job_manager = self.answer["jobManager"]["spec"]["template"]["spec"]
        task_manager = self.answer["taskManager"]["spec"]
        self.assertEqual("scholion-jobmanager", job_manager["serviceAccountName"])
        self.assertEqual("scholion-taskmanager", task_manager["serviceAccountName"])
        for spec, script in ((job_manager, "kubernetes-jobmanager.sh"), (task_manager, "kubernetes-taskmanager.sh")):
            main = spec["containers"][0]
            self.assertEqual(["/opt/scholion/ops/docker/entrypoint.sh"], main["command"])
            self.assertEqual(script, main["args"][2].split()[0])

    def test_aPodWithTooManyRightsIsFound(self):
        def changed(change):
            pod = copy.deepcopy(self.answer["taskManager"])
            change(pod["spec"], pod["spec"]["containers"][0])
            return "\n".join(validate.pod_problems("TaskManager", pod))

        self.assertEqual("", changed(lambda spec, main: None))
        for wrong, change in {
            "runAsNonRoot": lambda spec, main: spec["securityContext"].pop("runAsNonRoot"),
            "runAsUser": lambda spec, main: spec["securityContext"].update(runAsUser=0),
            "seccompProfile": lambda spec, main: spec["securityContext"].pop("seccompProfile"),
            "hostNetwork": lambda spec, main: spec.update(hostNetwork=True),
            "hostPath": lambda spec, main: spec["volumes"].append({"name": "x", "hostPath": {"path": "/"}}),
            "gain privileges": lambda spec, main: main["securityContext"].pop("allowPrivilegeEscalation"),
            "root file system": lambda spec, main: main["securityContext"].update(readOnlyRootFilesystem=False),
            "keeps capabilities": lambda spec, main: main["securityContext"]["capabilities"].update(add=["SYS_ADMIN"]),
            "is not pinned": lambda spec, main: main.update(image="scholion/flink:latest"),
            "no memory in limits": lambda spec, main: main["resources"]["limits"].pop("memory"),
            "no emptyDir at /tmp": lambda spec, main: spec.update(volumes=[v for v in spec["volumes"] if v["name"] != "tmp"]),
        }.items():
            self.assertIn(wrong, changed(change))


if __name__ == "__main__":
    unittest.main()
