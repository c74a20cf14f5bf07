#!/usr/bin/env bash
# jobmanager | taskmanager          one process of a session cluster; `run` submits jobs to it. -D KEY=VALUE sets more
# standalone-job ARGUMENTS          a JobManager for one job (Flink's application mode), without Kubernetes
# bash -c 'kubernetes-….sh …'       what Flink's own Kubernetes integration starts; it finds those two names in bin/
# anything else                     a command of Scholion's command line
set -euo pipefail
home=/opt/scholion

case "$(basename "$0")" in
  kubernetes-jobmanager.sh | kubernetes-taskmanager.sh) set -- "$(basename "$0")" "$@" ;;
esac
if [ "${1:-}" = bash ]; then exec "$@"; fi

# Flink reads its settings from a file. Kubernetes mounts it; elsewhere the variable FLINK_PROPERTIES holds its lines.
conf=${FLINK_CONF_DIR:-/opt/flink/conf}
if [ ! -f "$conf/config.yaml" ]; then
  conf=$(mktemp -d)
  printf '%s\n' "${FLINK_PROPERTIES:-}" > "$conf/config.yaml"
fi
logging=$home/ops/docker/log4j2.properties
if [ -f "$conf/log4j-console.properties" ]; then logging=$conf/log4j-console.properties; fi

# What Flink needs opened on Java 17.
options=(-Dscholion.home="$home" -Dfile.encoding=UTF-8 -Dlog4j2.configurationFile="$logging"
  --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED)
for package in lang lang.reflect net io nio text time util util.concurrent util.concurrent.atomic util.concurrent.locks; do
  options+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done

# Flink's own calculator: the options of the JVM, and the settings that say what it reckoned with.
flink_tool() { java -Xshare:auto -XX:TieredStopAtLevel=1 -Dlog4j2.level=OFF -cp "$home/lib/*" \
  org.apache.flink.runtime.util.bash.BashJavaUtils "$@" --configDir "$conf" | sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'; }

# $1: jobmanager or taskmanager. Adds what the settings env.java.opts.* say; a value is split at spaces.
add_java_options() {
  local settings key value words
  settings=$(flink_tool UPDATE_AND_GET_FLINK_CONFIGURATION)
  for key in env.java.opts.all "env.java.opts.$1"; do
    value=$(printf '%s\n' "$settings" | sed -n "s/^$key: *//p" | sed "s/^[\"']//; s/[\"']\$//")
    read -ra words <<< "$value"
    options+=(${words[@]+"${words[@]}"})
  done
  options+=(-XX:+ExitOnOutOfMemoryError)
}

# $1: JM or TM, then further settings. Sets memory and dynamic from jobmanager.memory.* or taskmanager.memory.*.
compute_memory() {
  local answer
  answer=$(flink_tool "GET_${1}_RESOURCE_PARAMS" "${@:2}") || true
  if [ "$(printf '%s\n' "$answer" | wc -l)" -lt 2 ]; then
    echo "scholion: Flink refuses the memory settings; its reason stands above" >&2
    exit 3
  fi
  read -ra memory <<< "$(printf '%s\n' "$answer" | sed -n 1p)"
  read -ra dynamic <<< "$(printf '%s\n' "$answer" | sed -n '2{s/"//g;p;}')" # quoted for a shell's eval
}

# Says what an engine will find, before Flink's log is long.
tell_of_gpu() {
  [ "${SCHOLION_GPU_IMAGE:-}" = true ] || return 0
  local gpus
  if ! command -v nvidia-smi > /dev/null; then
    echo "scholion: NO GPU: the container was started without one (no nvidia-smi). Pipelines run on CPU unless they pin an engine." >&2
  elif ! gpus=$(nvidia-smi -L 2>&1); then
    echo "scholion: NO GPU: nvidia-smi says: $gpus" >&2
  else
    echo "scholion: $gpus" >&2
  fi
}

become() { exec java "${memory[@]}" "${options[@]}" -cp "$home/lib/*" "$@"; }

command=${1:-}
case "$command" in
  jobmanager)
    shift
    compute_memory JM "$@"; add_java_options jobmanager
    become org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$conf" "$@" "${dynamic[@]}" ;;
  standalone-job)
    shift
    compute_memory JM; add_java_options jobmanager
    become org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint --configDir "$conf" "${dynamic[@]}" "$@" ;;
  taskmanager)
    shift
    tell_of_gpu
    compute_memory TM "$@"; add_java_options taskmanager
    become org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$conf" "$@" "${dynamic[@]}" ;;
  kubernetes-jobmanager.sh)
    compute_memory JM; add_java_options jobmanager
    case "${2:-}" in
      kubernetes-application) main=KubernetesApplicationClusterEntrypoint ;;
      kubernetes-session) main=KubernetesSessionClusterEntrypoint ;;
      *) echo "kubernetes-jobmanager.sh: unknown kind of cluster '${2:-}'" >&2; exit 2 ;;
    esac
    shift 2
    become "org.apache.flink.kubernetes.entrypoint.$main" --configDir "$conf" "${dynamic[@]}" "$@" ;;
  kubernetes-taskmanager.sh)
    shift
    tell_of_gpu
    add_java_options taskmanager
    read -ra memory <<< "${FLINK_TM_JVM_MEM_OPTS:?Flink sets it where it starts a TaskManager}"
    become org.apache.flink.kubernetes.taskmanager.KubernetesTaskExecutorRunner --configDir "$conf" "$@" ;;
  *)
    export LOG_LEVEL=${LOG_LEVEL:-ERROR}
    memory=(-Xmx"${HEAP:-512m}")
    become dev.scholion.streaming.cli.Main "$@" ;;
esac
