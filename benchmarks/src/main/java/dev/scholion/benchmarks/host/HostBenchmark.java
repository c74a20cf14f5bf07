package dev.scholion.benchmarks.host;

import dev.scholion.benchmarks.Spread;
import dev.scholion.benchmarks.rate.EngineRate;
import dev.scholion.benchmarks.shape.EncoderShape;
import dev.scholion.benchmarks.standin.StandInProvider;
import dev.scholion.benchmarks.standin.StandInSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the host can feed a GPU, and what it adds: the real job with a real broker and registry around a stand-in engine.
 * Its figures are of this machine and of no GPU.
 */
public final class HostBenchmark {
    private final HostOptions options;
    private final Path folder;
    private final LocalServers servers;

    private HostBenchmark(HostOptions options, Path folder, LocalServers servers) {
        this.options = options;
        this.folder = folder;
        this.servers = servers;
    }

    /** Prints what it finds; see {@link HostOptions} for the arguments. */
    public static void main(String[] arguments) throws Exception {
        HostOptions options = HostOptions.parse(arguments);
        Path folder = Files.createTempDirectory("host-benchmark");
        try (LocalServers servers = LocalServers.start(folder, options.parallelism())) {
            HostBenchmark benchmark = new HostBenchmark(options, folder, servers);
            for (String question : options.questions()) {
                switch (question) {
                    case "rate" -> benchmark.rate(false);
                    case "profile" -> benchmark.rate(true);
                    case "latency" -> benchmark.latency();
                    default -> throw new IllegalArgumentException("no question '" + question + "'");
                }
            }
        }
        System.exit(0); // Flink leaves threads behind
    }

    private Scenario scenario(int events) {
        return new Scenario(
                EncoderShape.named(options.shape()),
                options.share(),
                options.window(),
                options.mean(),
                events,
                options.parallelism());
    }

    private void rate(boolean profiled) throws Exception {
        Scenario scenario = scenario(options.events());
        System.setProperty(StandInSettings.PREFIX + "share", Double.toString(options.share()));
        System.out.printf("%n%s%n", scenario.name());
        Path folderOfModel = scenario.model(folder, options.tokenizer());
        List<String> texts = scenario.texts(options.tokenizer());
        String events = "events-" + System.nanoTime();
        servers.create(events, options.parallelism());
        servers.fill(events, scenario.values(texts));
        List<Double> ratios = new ArrayList<>();
        List<JobRate> jobs = new ArrayList<>();
        try (StandIn standIn = StandIn.of(folderOfModel, texts)) {
            EngineRate engine = standIn.saturated();
            engine.measure();
            job(scenario, folderOfModel, events); // warms up
            if (profiled) {
                try (Profile profile = new Profile()) {
                    job(scenario, folderOfModel, events, profile::start);
                    profile.print(System.out);
                }
                return;
            }
            for (int round = 0; round < options.rounds(); round++) {
                double alone = engine.measure();
                JobRate job = job(scenario, folderOfModel, events);
                jobs.add(job);
                ratios.add(job.perSecond() / alone);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: engine alone %,.0f rows/s, job %,.0f events/s, job process %.1f us/event, batches of %.1f rows%n",
                        round,
                        alone,
                        job.perSecond(),
                        job.jobNanosPerEvent() / 1e3,
                        job.work().rows() / (double) job.work().batches());
            }
        }
        servers.delete(List.of(events));
        report(scenario, ratios, jobs);
    }

    private JobRate job(Scenario scenario, Path model, String events) throws Exception {
        return job(scenario, model, events, () -> {});
    }

    private JobRate job(Scenario scenario, Path model, String events, Runnable begun) throws Exception {
        String name = "job-" + System.nanoTime();
        String yaml = scenario.pipeline(servers, model, name, events, StandInProvider.KIND, options.kafkaProperties());
        JobRate rate = JobRate.measure(
                servers, folder, yaml, name + ".results", options.parallelism(), options.events(), begun);
        servers.delete(List.of(name + ".results"));
        return rate;
    }

    private static void report(Scenario scenario, List<Double> ratios, List<JobRate> jobs) {
        System.out.printf("G6 job / engine alone: %s%n", Spread.of(ratios));
        Map<String, List<Double>> groups = new TreeMap<>();
        for (JobRate job : jobs) {
            job.perEvent().forEach((group, nanos) -> groups.computeIfAbsent(group, absent -> new ArrayList<>())
                    .add(nanos / 1e3));
        }
        groups.forEach((group, micros) -> System.out.printf("  us/event %-62s %s%n", group, Spread.of(micros)));
        System.out.printf(
                "  events/s that one core of the job's process feeds: %s%n",
                Spread.of(jobs.stream().map(job -> 1e9 / job.jobNanosPerEvent()).toList()));
        System.out.printf(
                "  events/s of the job: %s%n",
                Spread.of(jobs.stream().map(JobRate::perSecond).toList()));
        System.out.printf(
                "  share of the time in which the device was occupied: %s%n",
                Spread.of(jobs.stream()
                        .map(job -> job.work().deviceNanos() / 1e9 / job.seconds())
                        .toList()));
        System.out.printf(
                "  tokens with padding / rows: %s; scenario %s%n",
                Spread.of(jobs.stream()
                        .map(job ->
                                job.work().paddedTokens() / (double) job.work().rows())
                        .toList()),
                scenario.shape().name());
    }

    private void latency() throws Exception {
        new LatencyQuestion(options, scenario(1_000), folder, servers).ask();
    }
}
