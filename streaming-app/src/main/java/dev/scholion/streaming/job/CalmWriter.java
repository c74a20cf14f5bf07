package dev.scholion.streaming.job;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A writer whose closing never throws. Flink ends a whole TaskManager when a task's clean-up throws, and the connector's
 * writer throws there whatever went wrong with Kafka before; the task has failed by then, and nothing is lost by staying
 * calm.
 */
final class CalmWriter<T, S, C> implements StatefulSinkWriter<T, S>, CommittingSinkWriter<T, C> {
    private static final Logger LOG = LoggerFactory.getLogger(CalmWriter.class);

    private final SinkWriter<T> writer;
    private final StatefulSinkWriter<T, S> stateful;
    private final CommittingSinkWriter<T, C> committing;

    private CalmWriter(SinkWriter<T> writer, StatefulSinkWriter<T, S> stateful, CommittingSinkWriter<T, C> committing) {
        this.writer = writer;
        this.stateful = stateful;
        this.committing = committing;
    }

    /** @param writer the same object in its two roles */
    @SuppressWarnings("try") // the interfaces' close declares Exception
    static <T, S, C, W extends StatefulSinkWriter<T, S> & CommittingSinkWriter<T, C>> CalmWriter<T, S, C> around(
            W writer) {
        return new CalmWriter<>(writer, writer, writer);
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        writer.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writer.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        writer.writeWatermark(watermark);
    }

    @Override
    public List<S> snapshotState(long checkpointId) throws IOException {
        return stateful.snapshotState(checkpointId);
    }

    @Override
    public Collection<C> prepareCommit() throws IOException, InterruptedException {
        return committing.prepareCommit();
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the Kafka writer did not close cleanly", e);
        }
    }
}
