package dev.scholion.streaming.job;

import dev.scholion.streaming.config.DeliveryConfig;
import dev.scholion.streaming.config.PipelineConfig;
import dev.scholion.streaming.enrich.EnrichFunction;
import dev.scholion.streaming.enrich.EnrichmentPlan;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.output.OutgoingRecord;
import dev.scholion.streaming.state.ValueType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The topology: one source, one asynchronous operator that does everything between, one sink. */
public final class EnrichmentJob {
    /** An answer that takes longer than this is an engine's fault: the job fails and replays. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

    private EnrichmentJob() {}

    /** Adds the whole job to an environment. */
    public static void define(StreamExecutionEnvironment environment, EnrichmentPlan plan) {
        PipelineConfig config = plan.config();
        environment.setParallelism(config.parallelism());
        DataStream<KafkaEvent> events = environment
                .fromSource(
                        KafkaEnds.source(config.kafka(), config.input()), WatermarkStrategy.noWatermarks(), "events")
                .uid("events"); // state belongs to the uid: never change one
        enrich(events, plan)
                .sinkTo(KafkaEnds.sink(config.kafka(), config.output(), config.delivery(), plan.outputTopics()))
                .name("results")
                .uid("results");
    }

    /** The topology without its ends: tests bring their own. */
    static DataStream<OutgoingRecord> enrich(DataStream<KafkaEvent> events, EnrichmentPlan plan) {
        EnrichFunction function = new EnrichFunction(plan);
        SingleOutputStreamOperator<OutgoingRecord> enriched =
                plan.config().output().ordered()
                        ? AsyncDataStream.orderedWait(
                                events, function, ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS, plan.inFlight())
                        : AsyncDataStream.unorderedWait(
                                events, function, ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS, plan.inFlight());
        return enriched.returns(ValueType.OUTGOING_RECORD).name("enrich").uid("enrich");
    }

    /** The Flink settings that a pipeline's promises rest on. */
    public static Configuration configuration(PipelineConfig config) {
        DeliveryConfig delivery = config.delivery();
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.NAME, "scholion-" + config.name());
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true); // records are immutable
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, delivery.checkpointInterval());
        flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, delivery.checkpointTimeout());
        flink.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                delivery.guarantee() == DeliveryConfig.Guarantee.EXACTLY_ONCE
                        ? CheckpointingMode.EXACTLY_ONCE
                        : CheckpointingMode.AT_LEAST_ONCE);
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        String directory = delivery.checkpointDirectory();
        if (directory != null) {
            flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory);
        }
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofMinutes(1));
        return flink;
    }
}
