package org.speechbench.datasets.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/** Serves one file at {@code /file}, as badly as a test wants it. */
final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> ranges = new CopyOnWriteArrayList<>();

    volatile byte[] content;
    volatile String etag = "\"one\"";
    volatile boolean knowsRanges = true;
    volatile boolean honestIfRange = true;
    volatile int status = 200;
    /** Whether it says how long the file is. */
    volatile boolean announces = true;
    /** How many bytes of its n-th answer's body are sent before the connection is closed. */
    volatile IntUnaryOperator sent = n -> Integer.MAX_VALUE;
    /** What the server waits after its n-th answer is cut off, before it closes. */
    volatile IntUnaryOperator waits = n -> 0;

    FileServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/file", this::answer);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/file");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** The {@code Range} of each request for the file, empty where it had none. */
    List<String> ranges() {
        return ranges;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "" : range);
        try (exchange) {
            if (status != 200) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            if (!etag.isEmpty()) {
                exchange.getResponseHeaders().add("ETag", etag);
            }
            int first = range == null || !knowsRanges || changed(exchange) ? 0 : first(range);
            if (first >= content.length) {
                exchange.getResponseHeaders().add("Content-Range", "bytes */" + content.length);
                exchange.sendResponseHeaders(416, -1);
            } else {
                send(exchange, first, ranges.size());
            }
        }
    }

    private boolean changed(HttpExchange exchange) {
        String wanted = exchange.getRequestHeaders().getFirst("If-Range");
        return honestIfRange && wanted != null && !wanted.equals(etag);
    }

    private void send(HttpExchange exchange, int first, int n) throws IOException {
        if (first > 0) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + first + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(first > 0 ? 206 : 200, announces ? content.length - first : 0);
        int length = Math.min(sent.applyAsInt(n), content.length - first);
        exchange.getResponseBody().write(Arrays.copyOfRange(content, first, first + length));
        exchange.getResponseBody().flush();
        if (length < content.length - first) {
            sleep(waits.applyAsInt(n));
        }
    }

    private static int first(String range) {
        return Integer.parseInt(range.replaceAll("\\D", ""));
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
