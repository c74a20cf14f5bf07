package dev.scholion.streaming.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.junit.jupiter.api.Test;

class VigilantCommitterTest {
    @Test
    void aTransactionThatWasDroppedFailsTheJob() {
        Request dropped = new Request("txn-1");
        IOException failure =
                assertThrows(IOException.class, () -> new VigilantCommitter<>(new DroppingCommitter("txn-1"), false)
                        .commit(List.of(dropped)));
        assertTrue(String.valueOf(failure.getMessage()).contains("txn-1"), failure.getMessage());
        assertEquals(List.of("known: dropped"), dropped.signals, "Flink still learns of it");
    }

    @Test
    void neighboursAreCommittedAllTheSame() {
        Request healthy = new Request("txn-2");
        DroppingCommitter committer = new DroppingCommitter("txn-1");
        assertThrows(IOException.class, () -> new VigilantCommitter<>(committer, false)
                .commit(List.of(new Request("txn-1"), healthy)));
        assertEquals(List.of("txn-2"), committer.committed);
    }

    @Test
    void onlyTheFirstCommitAfterARestoreIsForgiven() throws IOException, InterruptedException {
        VigilantCommitter<String> committer = new VigilantCommitter<>(new DroppingCommitter("txn-1"), true);
        committer.commit(List.of(new Request("txn-1")));
        assertThrows(IOException.class, () -> committer.commit(List.of(new Request("txn-1"))));
    }

    @Test
    void whatIsCommittedOrRetriedPassesThrough() throws IOException, InterruptedException {
        Request healthy = new Request("txn-3");
        DroppingCommitter committer = new DroppingCommitter("none");
        new VigilantCommitter<>(committer, false).commit(List.of(healthy));
        assertEquals(List.of("txn-3"), committer.committed);
        assertEquals(List.of("later"), healthy.signals);
    }

    /** Commits everything but one transaction, and asks for a retry of each so that the test sees the call. */
    private static final class DroppingCommitter implements Committer<String> {
        private final String dropped;
        private final List<String> committed = new ArrayList<>();

        DroppingCommitter(String dropped) {
            this.dropped = dropped;
        }

        @Override
        public void commit(Collection<CommitRequest<String>> requests) {
            for (CommitRequest<String> request : requests) {
                if (request.getCommittable().equals(dropped)) {
                    request.signalFailedWithKnownReason(new IllegalStateException("dropped"));
                } else {
                    committed.add(request.getCommittable());
                    request.retryLater();
                }
            }
        }

        @Override
        public void close() {}
    }

    private static final class Request implements Committer.CommitRequest<String> {
        private final String transaction;
        private final List<String> signals = new ArrayList<>();

        Request(String transaction) {
            this.transaction = transaction;
        }

        @Override
        public String getCommittable() {
            return transaction;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            signals.add("known: " + reason.getMessage());
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            signals.add("unknown: " + reason.getMessage());
        }

        @Override
        public void retryLater() {
            signals.add("later");
        }

        @Override
        public void updateAndRetryLater(String committable) {
            signals.add("update");
        }

        @Override
        public void signalAlreadyCommitted() {
            signals.add("already");
        }
    }
}
