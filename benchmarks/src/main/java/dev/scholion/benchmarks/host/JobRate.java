package dev.scholion.benchmarks.host;

import dev.scholion.benchmarks.standin.StandInEngine;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * How fast a job went through a topic that was full when it began, between a fifth and nine tenths of the events, and
 * what that took.
 *
 * @param nanosByGroup processor time of this process, by what its threads do
 * @param brokerNanos processor time of the broker's process
 * @param work of the stand-ins meanwhile
 */
record JobRate(long events, double seconds, Map<String, Long> nanosByGroup, long brokerNanos, StandInEngine.Work work) {
    private static final double FROM = 0.2;
    private static final double TO = 0.9;
    private static final long LOOK_MILLIS = 25;
    private static final long LIMIT_NANOS = 300_000_000_000L;

    JobRate {
        nanosByGroup = Map.copyOf(nanosByGroup);
    }

    double perSecond() {
        return events / seconds;
    }

    /** Processor nanoseconds for each event, by group, the stand-in's own taken out of the engine threads'. */
    Map<String, Double> perEvent() {
        Map<String, Double> each = new TreeMap<>();
        nanosByGroup.forEach((group, nanos) -> {
            if (group.startsWith("engine threads")) {
                each.put(group, (nanos - work.hostNanos()) / (double) events);
                each.put("the stand-in itself", work.hostNanos() / (double) events);
            } else {
                each.put(group, nanos / (double) events);
            }
        });
        each.put("broker", brokerNanos / (double) events);
        return each;
    }

    /** Processor nanoseconds of the job's own process for each event: no stand-in, no measurement, no compiler, no broker. */
    double jobNanosPerEvent() {
        return perEvent().entrySet().stream()
                .filter(group -> !group.getKey().equals("broker")
                        && !group.getKey().equals("the stand-in itself")
                        && !group.getKey().equals("JIT compiler")
                        && !group.getKey().equals("this measurement"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /**
     * Starts a job and looks on.
     *
     * @param topic that its results go to
     * @param total events of the input
     * @param begun runs when the measured part begins
     */
    static JobRate measure(
            LocalServers servers, Path folder, String yaml, String topic, int partitions, long total, Runnable begun)
            throws Exception {
        servers.create(topic, partitions);
        try (KafkaConsumer<byte[], byte[]> ends = servers.consumer(topic);
                RunningJob job = RunningJob.start(servers, folder, yaml)) {
            Mark from = mark(servers, job, ends, (long) (FROM * total));
            begun.run();
            Mark to = mark(servers, job, ends, (long) (TO * total));
            return new JobRate(
                    to.events - from.events,
                    (to.nanos - from.nanos) / 1e9,
                    to.threads.since(from.threads),
                    to.broker - from.broker,
                    to.work.since(from.work));
        }
    }

    private record Mark(long events, long nanos, ProcessorTime threads, long broker, StandInEngine.Work work) {}

    private static Mark mark(LocalServers servers, RunningJob job, KafkaConsumer<byte[], byte[]> ends, long events)
            throws Exception {
        Collection<TopicPartition> partitions = List.copyOf(ends.assignment());
        long begun = System.nanoTime();
        while (true) {
            long count = ends.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            if (count >= events) {
                return new Mark(
                        count,
                        System.nanoTime(),
                        ProcessorTime.now(),
                        ProcessorTime.of(servers.brokerProcess()),
                        StandInEngine.work());
            }
            if (System.nanoTime() - begun > LIMIT_NANOS) {
                throw new IllegalStateException("%d of %d events after five minutes".formatted(count, events));
            }
            job.requireRunning();
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
