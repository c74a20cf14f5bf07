package dev.scholion.streaming.enrich;

import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.output.OutgoingRecord;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * The edge with Flink. Flink keeps the events in flight in its checkpoints and replays them after a failure; this
 * function holds nothing that would have to be kept.
 */
public final class EnrichFunction extends RichAsyncFunction<KafkaEvent, OutgoingRecord> {
    private static final long serialVersionUID = 1;

    private final EnrichmentPlan plan;
    private transient @Nullable Worker worker;
    private transient GpuShares.@Nullable Share gpu;
    private transient @Nullable Counter events;

    public EnrichFunction(EnrichmentPlan plan) {
        this.plan = plan;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        GpuShares.Share share = GpuShares.ofProcess().share(getRuntimeContext());
        gpu = share;
        worker = share.open(device -> Worker.open(plan, device));
        EngineMetrics.register(getRuntimeContext().getMetricGroup(), worker.predictor());
        events = getRuntimeContext().getMetricGroup().counter("events");
    }

    @Override
    public void asyncInvoke(KafkaEvent event, ResultFuture<OutgoingRecord> output) {
        if (worker == null || events == null) {
            throw new IllegalStateException("asked before open");
        }
        events.inc();
        worker.enrichment().enrich(event).whenComplete((records, failure) -> {
            if (failure == null) {
                output.complete(records);
            } else {
                LostDevice.endProcessAfter(failure);
                output.completeExceptionally(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        });
    }

    @Override
    public void timeout(KafkaEvent event, ResultFuture<OutgoingRecord> output) {
        output.completeExceptionally(
                new IllegalStateException("the engine gave no answer in time for " + event.position()));
    }

    @Override
    public void close() {
        if (worker != null) { // open may have failed
            worker.close();
            worker = null;
        }
        if (gpu != null) {
            gpu.close();
            gpu = null;
        }
    }
}
