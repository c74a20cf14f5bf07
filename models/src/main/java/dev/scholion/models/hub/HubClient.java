package dev.scholion.models.hub;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The hub's two questions: what a model has, and the bytes of one of its files. */
public final class HubClient {
    private static final int LONGEST_LISTING = 1 << 25;

    private final HubAccess access;
    private final HubRequests requests;
    private final Retries retries;

    public HubClient(HubAccess access, Retries retries) {
        this.access = access;
        this.requests = new HubRequests(access);
        this.retries = retries;
    }

    /** @throws HubException if there is no such model, it is not for everyone, or the hub does not answer */
    public HubListing list(HubReference model) {
        String path = "/api/models/%s/revision/%s?blobs=true".formatted(model.repository(), encoded(model.revision()));
        for (int attempt = 1; ; attempt++) {
            try (HubRequests.Answer answer = requests.send(path, Map.of())) {
                if (answer.status() == 200) {
                    return HubListing.read(model, answer.body().readNBytes(LONGEST_LISTING));
                }
                HubStatus status = new HubStatus(answer, access, model.toString());
                if (!status.mayPass() || attempt >= retries.attempts()) {
                    throw status.problem();
                }
                retries.await(attempt, answer.retryAfter());
            } catch (IOException e) {
                awaitOrGiveUp(attempt, model.toString(), e);
            }
        }
    }

    /**
     * Fetches a file, from where an earlier attempt broke off if the file is still the same.
     *
     * @param target its parent exists; beside it lies what has come until the file is whole
     * @throws HubException if it does not come, or is not what the hub promised
     */
    public void download(HubListing listing, HubFile file, Path target, DownloadListener listener) {
        String path = "/%s/resolve/%s/%s"
                .formatted(
                        listing.model().repository(),
                        encoded(listing.model().revision()),
                        Arrays.stream(file.path().split("/"))
                                .map(HubClient::encoded)
                                .collect(Collectors.joining("/")));
        String what = "%s of %s".formatted(file.path(), listing.model());
        Download download = new Download(file, target, what, listener);
        long before = download.received();
        for (int attempt = 1; !download.isWhole(); attempt++) {
            try (HubRequests.Answer answer = requests.send(path, download.headers())) {
                if (!download.accepts(answer)) {
                    HubStatus status = new HubStatus(answer, access, what);
                    if (!status.mayPass() || attempt >= retries.attempts()) {
                        throw status.problem();
                    }
                    retries.await(attempt, answer.retryAfter());
                }
            } catch (IOException e) {
                if (download.received() > before) {
                    attempt = 1; // a broken connection that brought something is no sign of a dead hub
                    before = download.received();
                }
                awaitOrGiveUp(attempt, what, e);
            }
        }
        download.finish();
    }

    private void awaitOrGiveUp(int attempt, String what, IOException e) {
        if (attempt >= retries.attempts()) {
            throw new HubException("%s cannot be fetched from %s: %s".formatted(what, access.endpoint(), reason(e)), e);
        }
        retries.await(attempt, Duration.ZERO);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
