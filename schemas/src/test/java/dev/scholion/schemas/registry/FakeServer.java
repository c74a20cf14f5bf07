package dev.scholion.schemas.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server that gives every request the same answer, and remembers what it was asked. */
final class FakeServer implements AutoCloseable {
    record Request(String path, @Nullable String authorization) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile int status;
    private volatile byte[] body = new byte[0];
    private volatile boolean silent;

    private FakeServer(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    static FakeServer answering(int status, String body) throws IOException {
        FakeServer fake = new FakeServer(HttpServer.create(anyPort(), 0));
        fake.answerWith(status, body);
        return fake;
    }

    static FakeServer overTls(SSLContext context, int status, String body) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        FakeServer fake = new FakeServer(server);
        fake.answerWith(status, body);
        return fake;
    }

    void answerWith(int status, String body) {
        this.status = status;
        this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    /** From now on answers begin and never end. */
    void fallSilent() {
        silent = true;
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return (server instanceof HttpsServer ? "https://" : "http://") + authority();
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(new Request(
                exchange.getRequestURI().getPath(), exchange.getRequestHeaders().getFirst("Authorization")));
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, silent ? 1_000 : body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        if (silent) {
            exchange.getResponseBody().flush();
        } else {
            exchange.close();
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
