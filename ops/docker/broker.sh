#!/usr/bin/env bash
# Formats the data folder at the first start, then becomes the broker.
set -euo pipefail
home=/opt/scholion
config=$home/ops/docker/broker.properties
options=(-XX:+UseG1GC -Xmx512m -Dlog4j2.configurationFile="$home/ops/docker/log4j2.properties" -cp "$home/lib/*")

if [ ! -f /data/kafka/meta.properties ]; then
  java "${options[@]}" kafka.tools.StorageTool format --config "$config" \
    --cluster-id "$(java "${options[@]}" kafka.tools.StorageTool random-uuid)"
fi
exec java "${options[@]}" kafka.Kafka "$config"
