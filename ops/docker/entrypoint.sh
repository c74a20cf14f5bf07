#!/usr/bin/env bash
# jobmanager | taskmanager | any command of Scholion's command line
set -euo pipefail
home=/opt/scholion
# What Flink needs opened on Java 17.
opens=(java.base/java.lang java.base/java.net java.base/java.io java.base/java.nio java.base/sun.nio.ch
  java.base/java.lang.reflect java.base/java.text java.base/java.time java.base/java.util
  java.base/java.util.concurrent java.base/java.util.concurrent.atomic java.base/java.util.concurrent.locks)
options=(-Dscholion.home="$home" -Dfile.encoding=UTF-8 -Dlog4j2.configurationFile="$home/ops/docker/log4j2.properties"
  --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED)
for package in "${opens[@]}"; do options+=("--add-opens=$package=ALL-UNNAMED"); done

# Flink reads its settings from a file: the environment variable FLINK_PROPERTIES holds them, line by line.
conf=$(mktemp -d)
printf '%s\n' "${FLINK_PROPERTIES:-}" > "$conf/config.yaml"

case "${1:-}" in
  jobmanager)
    exec java -Xmx"${HEAP:-768m}" "${options[@]}" -cp "$home/lib/*" \
      org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$conf" ;;
  taskmanager)
    exec java -Xmx"${HEAP:-768m}" -XX:MaxDirectMemorySize="${DIRECT:-512m}" "${options[@]}" -cp "$home/lib/*" \
      org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$conf" ;;
  *)
    export LOG_LEVEL=${LOG_LEVEL:-ERROR}
    exec java -Xmx"${HEAP:-512m}" "${options[@]}" -cp "$home/lib/*" dev.scholion.streaming.cli.Main "$@" ;;
esac
