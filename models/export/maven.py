"""Artifacts from Maven Central, through the Maven that builds this project."""

import subprocess
from pathlib import Path


def jar(group, artifact, version, folder):
    """The path of an artifact's jar, copied into `folder` unless it lies there."""
    path = Path(folder) / f"{artifact}-{version}.jar"
    if not path.exists():
        subprocess.run(
            ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={group}:{artifact}:{version}", f"-DoutputDirectory={path.parent.resolve()}"],
            check=True,
        )  # fmt: skip
    return path
