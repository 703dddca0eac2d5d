package org.speechbench.datasets.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A Hub with one model, whose large files lie on another host, to which it redirects. */
final class HubServer implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final String TOKEN = "hf_secret";

    private final HttpServer server;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Whether the model is given only to those who have the token. */
    volatile boolean gated;
    /** How many bytes of the first answer with a large file are sent before the connection ends. */
    volatile int cut = Integer.MAX_VALUE;
    /** What large files are really like, whatever the listing says. */
    volatile boolean changed;

    HubServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    HubServer with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Paths with {@code +token} if the request had one, and the range. */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(path + (token == null ? "" : "+token") + (range == null ? "" : " " + range));
        try (exchange) {
            if (path.startsWith("/cdn/")) {
                large(exchange, files.get(path.substring("/cdn/".length())), range);
            } else if (gated && !("Bearer " + TOKEN).equals(token)) {
                exchange.sendResponseHeaders(401, -1);
            } else if (path.equals("/api/models/some/model/revision/main")) {
                send(exchange, 200, listing().getBytes(StandardCharsets.UTF_8));
            } else if (path.startsWith("/some/model/resolve/" + COMMIT + "/")) {
                resolve(exchange, path.replaceFirst(".*/", ""));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void resolve(HttpExchange exchange, String name) throws IOException {
        if (!isLarge(name)) {
            send(exchange, 200, files.get(name));
            return;
        }
        exchange.getResponseHeaders()
                .add("Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/cdn/" + name);
        exchange.sendResponseHeaders(302, -1);
    }

    private void large(HttpExchange exchange, byte[] content, String range) throws IOException {
        byte[] bytes = content.clone();
        if (changed) {
            bytes[0]++;
        }
        exchange.getResponseHeaders().add("ETag", "\"one\"");
        int first = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (first > 0) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + first + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(first > 0 ? 206 : 200, bytes.length - first);
        int length = Math.min(cut, bytes.length - first);
        cut = Integer.MAX_VALUE;
        exchange.getResponseBody().write(Arrays.copyOfRange(bytes, first, first + length));
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String listing() {
        return files.entrySet().stream()
                .map(file -> entry(file.getKey(), file.getValue()))
                .collect(Collectors.joining(",", "{\"sha\":\"" + COMMIT + "\",\"siblings\":[", "]}"));
    }

    private static String entry(String name, byte[] content) {
        String large = isLarge(name) ? ",\"lfs\":{\"sha256\":\"" + sha256(content) + "\"}" : "";
        return "{\"rfilename\":\"" + name + "\",\"size\":" + content.length + ",\"blobId\":\"" + git(content) + "\""
                + large + "}";
    }

    private static boolean isLarge(String name) {
        return !name.endsWith(".json") && !name.endsWith(".md");
    }

    static String sha256(byte[] content) {
        return digest("SHA-256", content);
    }

    static String git(byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return digest("SHA-1", all);
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
