"""Reads output topics the way an outsider would: Confluent's consumer and Confluent's Avro deserializer.

    read_results.py BOOTSTRAP_SERVERS REGISTRY_URL TOPIC[,TOPIC...] COUNT

Prints COUNT values of the topics together, one JSON object a line; bytes as hex, times as ISO 8601. Exits with 1 if fewer come within a minute.
"""

import datetime
import json
import sys
import time

from confluent_kafka import DeserializingConsumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer


def printable(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value)} in a result")


def main(bootstrap_servers, registry_url, topic, count):
    consumer = DeserializingConsumer({
        "bootstrap.servers": bootstrap_servers,
        "group.id": f"conformance-{time.time_ns()}",
        "auto.offset.reset": "earliest",
        "isolation.level": "read_committed",
        "value.deserializer": AvroDeserializer(SchemaRegistryClient({"url": registry_url})),
    })
    consumer.subscribe(topic.split(","))
    deadline = time.monotonic() + 60
    left = int(count)
    while left and time.monotonic() < deadline:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            sys.exit(str(message.error()))
        print(json.dumps(message.value(), default=printable), flush=True)
        left -= 1
    consumer.close()
    if left:
        sys.exit(f"{left} of {count} records did not come")


if __name__ == "__main__":
    main(*sys.argv[1:])
