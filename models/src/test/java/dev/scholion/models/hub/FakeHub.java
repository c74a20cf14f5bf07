package dev.scholion.models.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A hub and the storage that it redirects to, two servers of this machine. Large files, here those of ONNX, are in the
 * storage and have a sha256 in the listing; others come from the hub itself.
 */
final class FakeHub implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** What happens to the next request for a file. */
    @FunctionalInterface
    interface Fault {
        void answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    /** One request as a server saw it. */
    record Request(String server, String path, Optional<String> authorization, Optional<String> range) {}

    final Map<String, byte[]> files = new TreeMap<>();
    final Deque<Fault> storageFaults = new ConcurrentLinkedDeque<>();
    final Deque<Fault> listingFaults = new ConcurrentLinkedDeque<>();
    final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> waits = new ArrayList<>();
    final Map<String, String> promisedDigests = new TreeMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer hub = server();
    private final HttpServer storage = server();
    private static final String REPOSITORY = "ada/tiny";

    FakeHub() throws IOException {
        hub.createContext("/api/", exchange -> {
            note("hub", exchange);
            answer(exchange, listingFaults.poll(), listing());
        });
        hub.createContext("/" + REPOSITORY + "/resolve/" + COMMIT + "/", this::resolve);
        storage.createContext("/blobs/", exchange -> {
            note("storage", exchange);
            String path = exchange.getRequestURI().getPath().substring("/blobs/".length());
            answer(exchange, storageFaults.poll(), files.getOrDefault(path, new byte[0]));
        });
        hub.start();
        storage.start();
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        return server;
    }

    String endpoint() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    HubClient client(Duration patience, Optional<String> token) {
        Retries retries = new Retries(3, Duration.ofSeconds(1), waits::add);
        return new HubClient(new HubAccess(URI.create(endpoint()), token, false, patience), retries);
    }

    private void resolve(HttpExchange exchange) throws IOException {
        note("hub", exchange);
        String path =
                exchange.getRequestURI().getPath().substring(("/" + REPOSITORY + "/resolve/" + COMMIT + "/").length());
        byte[] content = files.get(path);
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
        } else if (path.contains(".onnx")) {
            exchange.getResponseHeaders().set("X-Linked-Etag", '"' + digest(path) + '"');
            exchange.getResponseHeaders()
                    .set(
                            "Location",
                            "http://127.0.0.1:%d/blobs/%s"
                                    .formatted(storage.getAddress().getPort(), path));
            exchange.sendResponseHeaders(302, -1);
        } else {
            answer(exchange, null, content);
            return;
        }
        exchange.close();
    }

    private void note(String server, HttpExchange exchange) {
        requests.add(new Request(
                server,
                exchange.getRequestURI().toString(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))));
    }

    private static void answer(HttpExchange exchange, @Nullable Fault fault, byte[] content) throws IOException {
        try (exchange) {
            if (fault != null) {
                fault.answer(exchange, content);
                return;
            }
            String tag = '"' + sha256(content) + '"';
            exchange.getResponseHeaders().set("ETag", tag);
            String range = exchange.getRequestHeaders().getFirst("Range");
            String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
            if (range != null && (ifRange == null || ifRange.equals(tag))) {
                int first = Integer.parseInt(range.replaceAll("\\D", ""));
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes %d-%d/%d".formatted(first, content.length - 1, content.length));
                exchange.sendResponseHeaders(206, content.length - first);
                exchange.getResponseBody().write(content, first, content.length - first);
            } else {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        }
    }

    private byte[] listing() {
        ObjectNode root = new ObjectMapper().createObjectNode().put("sha", COMMIT);
        files.forEach((path, content) -> {
            ObjectNode file = root.withArray("siblings").addObject().put("rfilename", path);
            file.put("size", content.length);
            if (path.contains(".onnx")) {
                file.putObject("lfs").put("sha256", digest(path)).put("size", content.length);
            }
        });
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String digest(String path) {
        return promisedDigests.getOrDefault(path, sha256(files.getOrDefault(path, new byte[0])));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends the first bytes and breaks the connection. */
    static Fault cutAfter(int bytes) {
        return (exchange, content) -> {
            exchange.getResponseHeaders().set("ETag", '"' + sha256(content) + '"');
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        };
    }

    /** Sends the first bytes and then nothing more. */
    Fault silentAfter(int bytes) {
        return (exchange, content) -> {
            exchange.getResponseHeaders().set("ETag", '"' + sha256(content) + '"');
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Sends other bytes. */
    static Fault instead(byte[] other) {
        return (exchange, content) -> {
            exchange.sendResponseHeaders(200, other.length);
            exchange.getResponseBody().write(other);
        };
    }

    static Fault status(int status, String... headers) {
        return (exchange, content) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    @Override
    public void close() {
        closed.countDown();
        hub.stop(0);
        storage.stop(0);
        threads.shutdownNow();
    }
}
