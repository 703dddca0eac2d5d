package org.speechbench.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.ByteSize;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

/**
 * One attempt to download a file into a {@link PartFile}. It resumes where the last attempt ended if the server still
 * has the same file (RFC 9110, 14: {@code Range}, {@code If-Range}), and otherwise starts from the beginning.
 */
final class Transfer {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(90);
    private static final int BLOCK = 1 << 16;

    /** Limit for a file of unknown length: more than any speech archive has. */
    private static final long MOST = 100_000_000_000L;

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;
    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTIONS = 5;

    /** Redirections are followed here, since a password must not be sent to another host. */
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    private final Duration stall;
    private final ServerTerms terms;
    private final Progress progress;

    /** @param stall time without a byte after which a connection is closed */
    Transfer(Duration stall, ServerTerms terms, Progress progress) {
        this.stall = stall;
        this.terms = terms;
        this.progress = progress;
    }

    /**
     * Returns when the file is complete. No more bytes are stored than are published or announced.
     *
     * @param published length of the file, 0 if it is not known
     * @param announced receives the length of the whole file before anything is written, if the server states it
     * @throws IOException if a later attempt may succeed
     * @throws UserError if no later attempt can succeed
     */
    void fetch(URI url, PartFile part, long published, LongConsumer announced)
            throws IOException, InterruptedException {
        Optional<PartFile.Origin> start = part.startOf(url.toString());
        long offset = start.isPresent() ? part.length() : 0;
        HttpResponse<InputStream> answer = answer(
                url,
                start.map(o -> Map.of("Range", "bytes=" + offset + "-", "If-Range", o.validator()))
                        .orElse(Map.of()));
        try (InputStream body = answer.body()) {
            switch (answer.statusCode()) {
                case OK -> {
                    long total =
                            answer.headers().firstValueAsLong("Content-Length").orElse(0);
                    announce(total, announced);
                    part.begin(PartFile.Origin.of(url.toString(), answer.headers()));
                    receive(url, body, part, total, published);
                }
                case PARTIAL -> {
                    long total = rest(answer, start, offset, part).total();
                    announce(total, announced);
                    receive(url, body, part, total, published);
                }
                case NOT_SATISFIABLE -> {
                    long total = ContentRange.of(answer.headers())
                            .map(ContentRange::total)
                            .orElse(0L);
                    if (offset == 0 || offset != total) {
                        part.begin(Optional.empty());
                        throw new IOException("HTTP 416 for what is after byte " + offset);
                    }
                }
                default -> throw refusal(url, answer.statusCode());
            }
        }
    }

    /** The answer after all redirections, except one from HTTPS to HTTP, which is not followed. */
    private HttpResponse<InputStream> answer(URI url, Map<String, String> range)
            throws IOException, InterruptedException {
        URI at = url;
        for (int i = 0; i <= MOST_REDIRECTIONS; i++) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(at).timeout(ANSWER).header("User-Agent", "speechbench");
            range.forEach(request::header);
            if (sameServer(at, url)) {
                terms.headers().forEach(request::header);
            }
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            Optional<URI> next = redirection(at, answer);
            if (next.isEmpty()) {
                return answer;
            }
            answer.body().close();
            at = next.get();
        }
        throw new IOException("redirected more than " + MOST_REDIRECTIONS + " times");
    }

    private static Optional<URI> redirection(URI at, HttpResponse<InputStream> answer) {
        if (!REDIRECTIONS.contains(answer.statusCode())) {
            return Optional.empty();
        }
        return answer.headers()
                .firstValue("Location")
                .map(at::resolve)
                .filter(next -> "https".equals(next.getScheme())
                        || ("http".equals(next.getScheme()) && "http".equals(at.getScheme())));
    }

    private static boolean sameServer(URI one, URI other) {
        return one.getScheme().equals(other.getScheme()) && one.getAuthority().equals(other.getAuthority());
    }

    /**
     * Translates the status of a refusal into an error.
     *
     * @return the error, if a later attempt may succeed
     * @throws UserError if the answer will not change
     */
    private IOException refusal(URI url, int status) {
        if (status >= 500 || status == 429 || status == 408) {
            return new IOException("HTTP " + status);
        }
        String what =
                switch (status) {
                    case 404, 410 -> " is not there";
                    case 401, 403 -> " is refused";
                    default -> " was not given; wanted HTTP 200";
                };
        throw new UserError(
                url + what + " (HTTP " + status + ").", terms.cures().apply(status));
    }

    private static void announce(long total, LongConsumer announced) {
        if (total > 0) {
            announced.accept(total);
        }
    }

    /** The range of an answer, if it is the requested one. */
    private static ContentRange rest(
            HttpResponse<InputStream> answer, Optional<PartFile.Origin> start, long offset, PartFile part)
            throws IOException {
        Optional<ContentRange> range = ContentRange.of(answer.headers()).filter(r -> r.first() == offset);
        boolean same = start.map(o -> o.allows(answer.headers())).orElse(false);
        if (range.isEmpty() || !same) {
            part.begin(Optional.empty());
            throw new IOException("the server has another file now");
        }
        return range.get();
    }

    private void receive(URI url, InputStream body, PartFile part, long total, long published) throws IOException {
        long most = published > 0 ? published : total > 0 ? total : MOST;
        long had = part.length();
        try (FileChannel out = part.append();
                StallGuard guard = new StallGuard(body, stall);
                Progress.Stage stage = progress.start("get " + part.name(), Math.max(0, total - had))) {
            byte[] block = new byte[BLOCK];
            long there = had;
            for (int read = read(body, block, guard); read >= 0; read = read(body, block, guard)) {
                if (there + read > most) {
                    throw tooLong(url, part, most);
                }
                part.write(out, block, read);
                there += read;
                stage.advance(read, ByteSize.text(there) + (total > 0 ? " of " + ByteSize.text(total) : ""));
            }
            if (total > 0 && there != total) {
                throw new IOException("the connection ended at byte " + there + " of " + total);
            }
        }
    }

    private static UserError tooLong(URI url, PartFile part, long most) {
        part.begin(Optional.empty());
        return new UserError(
                url + " sends more than the " + most
                        + " bytes that it should have; the download was stopped and nothing" + " of it is kept.",
                "See what a browser says of it; the address may lead elsewhere.");
    }

    private static int read(InputStream body, byte[] block, StallGuard guard) throws IOException {
        try {
            int read = body.read(block);
            guard.received();
            if (read < 0 && guard.stalled()) {
                throw new IOException("closed");
            }
            return read;
        } catch (IOException e) {
            throw guard.stalled() ? new IOException("nothing came any more", e) : e;
        }
    }

    /**
     * {@code Content-Range} (RFC 9110, 14.4).
     *
     * @param first position of the first byte, -1 if there are none
     * @param total length of the whole file, 0 if it is not given
     */
    private record ContentRange(long first, long total) {
        private static final Pattern FORM = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)");

        static Optional<ContentRange> of(HttpHeaders headers) {
            return headers.firstValue("Content-Range")
                    .map(FORM::matcher)
                    .filter(Matcher::matches)
                    .map(m -> new ContentRange(number(m, 1, -1), number(m, 2, 0)));
        }

        private static long number(Matcher m, int group, long none) {
            return m.group(group) == null ? none : Long.parseLong(m.group(group));
        }
    }
}
