#!/usr/bin/env bash
# Packs what a GPU machine without network needs to run GpuBenchmark, into folders that can be carried one at a time.
#
#   pack.sh OUT [PIECE_MB]     OUT/00, OUT/01 ...: at most PIECE_MB megabytes each, 60 if not said
#
# There: copy the files of all folders into one folder, then in it: sh unpack.sh, and ./run.sh
#
# Needs here: JDK 17 with jlink, Maven, zip, zstd (Debian packages: zip zstd), 6 GB of disk, 5 to 10 minutes; and a build:
#   mvn -Dquick -DskipTests package
# TensorRT's libraries are taken from TENSORRT, else from models/target/tensorrt, else Maven fetches them (1.1 GB).
# LEVEL is zstd's, 12 if not said: 19 is smaller by a few megabytes and takes an hour.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,12p' "$0" >&2; exit 2; }
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$(mkdir -p "$1" && cd "$1" && pwd)
piece=${2:-60}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "pack.sh: $*" >&2; exit 1; }

[ -z "$(ls -A "$out")" ] || fail "$out is not empty"
for needed in mvn jlink zip zstd; do command -v "$needed" >/dev/null || fail "no $needed here"; done
models=$(ls "$home"/models/target/scholion-models-*.jar 2>/dev/null | head -n 1)
benchmarks=$(ls "$home"/benchmarks/target/scholion-benchmarks-*.jar 2>/dev/null | head -n 1)
[ -n "$models" ] && [ -n "$benchmarks" ] || fail "build first: mvn -Dquick -DskipTests package"

kit=$work/kit
mkdir -p "$kit/jars"
(cd "$home" && mvn -q -B -Dquick -pl models org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$kit/jars")
cp "$models" "$benchmarks" "$kit/jars/"
cp "$home"/streaming-app/target/lib/log4j-*.jar "$kit/jars/"
# Other systems' libraries stay here.
for jar in "$kit"/jars/*.jar; do
  zip -q -d "$jar" 'ai/onnxruntime/native/osx*' 'ai/onnxruntime/native/win*' 'ai/onnxruntime/native/linux-aarch64*' \
    'native/lib/win*' 'native/lib/osx*' 'native/lib/linux-aarch64*' 'com/sun/jna/[!l]*-*/*' >/dev/null 2>&1 || true
done
jlink --add-modules java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs \
  --strip-debug --no-header-files --no-man-pages --output "$kit/jre"
cp "$home/benchmarks/bert-base-uncased/tokenizer.json" "$home/benchmarks/gpu/torch_reference.py" "$home/benchmarks/gpu/run.sh" "$kit/"
tar -C "$kit" -cf "$work/kit.tar" .

libraries=${TENSORRT:-$home/models/target/tensorrt}
if [ ! -d "$libraries" ]; then
  (cd "$home" && mvn -q -B -Dquick -P tensorrt-natives -pl models generate-test-resources)
fi
ls "$libraries"/libnvinfer.so.* >/dev/null 2>&1 || fail "no libnvinfer.so in $libraries"

first=$out/00
mkdir "$first"
cp "$home/benchmarks/gpu/unpack.sh" "$(command -v zstd)" "$first/"
ldd "$(command -v zstd)" | awk '/=> \//{print $3}' | grep -v '/libc\.so' | xargs -I{} cp {} "$first/" # libc is there
(cd "$work" && sha256sum kit.tar) >"$first/SHA256SUMS"
(cd "$libraries" && sha256sum libnv*) | sed 's|  |  lib/|' >>"$first/SHA256SUMS"

for file in "$work/kit.tar" "$libraries"/libnv*; do
  zstd -q -T0 -"${LEVEL:-12}" --long=31 "$file" -o "$work/$(basename "$file").zst"
  split -b "$((piece - 4))m" -d -a 2 "$work/$(basename "$file").zst" "$work/$(basename "$file").zst."
  rm "$work/$(basename "$file").zst"
done
number=0
folder=$first
for part in "$work"/*.zst.??; do
  if [ $(($(du -sm "$folder" | cut -f1) + $(du -m "$part" | cut -f1))) -gt "$piece" ]; then
    number=$((number + 1))
    folder=$out/$(printf %02d $number)
    mkdir "$folder"
  fi
  mv "$part" "$folder/"
done
du -sm "$out"/*
