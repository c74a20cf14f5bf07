package dev.scholion.streaming.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits through another committer and fails the job where a transaction was lost. The connector's own committer only
 * logs a transaction that Kafka has dropped (after its time-out, say) and goes on; the results of a whole checkpoint are
 * then missing from a job that looks healthy.
 *
 * <p>The first commit after a restore is an exception: a transaction that was committed before the failure answers in
 * the same way as one that was lost, so it is logged as an error and left to an audit of event ids.
 */
@SuppressWarnings("try") // Committer.close declares Exception; so does this one
final class VigilantCommitter<T> implements Committer<T> {
    private static final Logger LOG = LoggerFactory.getLogger(VigilantCommitter.class);

    private final Committer<T> committer;
    private boolean restored;

    /** @param restored whether the next commit belongs to a checkpoint of an earlier attempt */
    VigilantCommitter(Committer<T> committer, boolean restored) {
        this.committer = committer;
        this.restored = restored;
    }

    @Override
    public void commit(Collection<CommitRequest<T>> requests) throws IOException, InterruptedException {
        List<Watched<T>> watched = new ArrayList<>();
        requests.forEach(request -> watched.add(new Watched<>(request)));
        committer.commit(List.copyOf(watched));
        List<Watched<T>> lost =
                watched.stream().filter(request -> request.lost != null).toList();
        boolean uncertain = restored;
        restored = false;
        if (lost.isEmpty()) {
            return;
        }
        String message = lost.size() + " transaction(s) ended before they were committed, the first: "
                + lost.get(0).getCommittable();
        if (uncertain) {
            LOG.error("{}. If they were not committed before the failure, their results are missing", message);
            return;
        }
        throw new IOException(
                message + ". Their results are missing. Was Kafka or a checkpoint away for longer than"
                        + " delivery.transaction-timeout?",
                lost.get(0).lost);
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }

    /** A request that remembers whether it was given up. */
    private static final class Watched<T> implements CommitRequest<T> {
        private final CommitRequest<T> request;
        private @Nullable Throwable lost;

        Watched(CommitRequest<T> request) {
            this.request = request;
        }

        @Override
        public T getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            lost = reason;
            request.signalFailedWithKnownReason(reason);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            request.signalFailedWithUnknownReason(reason);
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(T committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
