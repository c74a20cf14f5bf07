#!/bin/sh
# On the GPU machine, in the folder that unpack.sh made: proofs, then every goal, then all lines once more. Arguments are
# GpuBenchmark's, for example: ./run.sh goals=proofs,G1,G3   ./run.sh engine=cpu tiny=true
# Findings are added to results.jsonl, one a line. Built engines stay in work/, so a second run is sooner done.
set -e
cd "$(dirname "$0")"
# By the environment: ONNX Runtime 1.29 crashes a JVM whose command line is longer than a page.
CLASSPATH=
for jar in "$PWD"/jars/*.jar; do CLASSPATH=${CLASSPATH:+$CLASSPATH:}$jar; done
export CLASSPATH
exec jre/bin/java -Xmx"${HEAP:-8g}" -Dfile.encoding=UTF-8 -Dai.djl.offline=true -Dlog4j2.level=WARN \
  -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 \
  dev.scholion.benchmarks.gpu.GpuBenchmark \
  tokenizer=tokenizer.json torch=torch_reference.py libraries=lib folder=work results=results.jsonl "$@"
