package dev.scholion.streaming.job;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.junit.jupiter.api.Test;

class CalmWriterTest {
    @Test
    void closingNeverThrows() {
        assertDoesNotThrow(CalmWriter.around(new BrokenWriter(new IOException("Kafka is away")))::close);
    }

    @Test
    void anInterruptionWhileClosingIsKept() {
        CalmWriter.around(new BrokenWriter(new InterruptedException())).close();
        assertTrue(Thread.interrupted());
    }

    @Test
    void everythingElseStillFailsLoudly() throws Exception {
        CalmWriter<String, String, String> writer = CalmWriter.around(new BrokenWriter(new IOException("away")));
        assertThrows(IOException.class, () -> writer.flush(false));
        assertEquals(List.of("state 7"), writer.snapshotState(7));
        assertEquals(List.of("transaction"), writer.prepareCommit());
    }

    @SuppressWarnings("try") // the interfaces' close declares Exception
    private static final class BrokenWriter
            implements StatefulSinkWriter<String, String>, CommittingSinkWriter<String, String> {
        private final Exception failure;

        BrokenWriter(Exception failure) {
            this.failure = failure;
        }

        @Override
        public void write(String element, SinkWriter.Context context) {}

        @Override
        public void flush(boolean endOfInput) throws IOException {
            throw new IOException(failure);
        }

        @Override
        public List<String> snapshotState(long checkpointId) {
            return List.of("state " + checkpointId);
        }

        @Override
        public Collection<String> prepareCommit() {
            return List.of("transaction");
        }

        @Override
        public void close() throws Exception {
            throw failure;
        }
    }
}
