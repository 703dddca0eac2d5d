package org.speechbench.datasets.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.NearNames;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;

/** Corpora and their sources, read from resources. */
public final class DownloadCatalog {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .get();

    private final Map<String, CorpusSource> sources = new LinkedHashMap<>();

    private DownloadCatalog(List<CorpusSource> all) {
        all.forEach(source -> sources.put(source.name(), source));
    }

    /** The official sources. */
    public static DownloadCatalog official() {
        Map<String, List<Download>> parts = new LinkedHashMap<>();
        for (CSVRecord line : lines("downloads.csv")) {
            parts.computeIfAbsent(line.get("corpus"), k -> new ArrayList<>()).add(download(line));
        }
        List<CorpusSource> all = new ArrayList<>();
        parts.forEach((name, archives) -> all.add(new CorpusSource.Free(name, archives)));
        lines("requests.csv").forEach(line -> all.add(request(line)));
        return new DownloadCatalog(all);
    }

    public List<CorpusSource> sources() {
        return List.copyOf(sources.values());
    }

    /**
     * The archives of a corpus, or one of them.
     *
     * @param name for example {@code librispeech} or {@code librispeech/dev-clean}
     * @throws UserError if there is none of that name, or it has to be requested, with the place to request it
     */
    public List<Download> downloads(String name) {
        CorpusSource source = sources.get(name.replaceFirst("/.*$", ""));
        if (source instanceof CorpusSource.OnRequest request) {
            throw new UserError(
                    request.name() + " cannot be downloaded by speechbench: " + request.reason() + ".",
                    howToGet(request.name()));
        }
        if (source instanceof CorpusSource.Free free) {
            List<Download> chosen = free.parts().stream()
                    .filter(part -> name.equals(free.name()) || name.equals(part.name()))
                    .toList();
            if (!chosen.isEmpty()) {
                return chosen;
            }
            List<String> known = new ArrayList<>(List.of(free.name()));
            free.parts().forEach(part -> known.add(part.name()));
            throw NearNames.unknown(
                    "There is no part '" + name + "'; '" + free.name() + "' is all of it.", name, known);
        }
        throw NearNames.unknown("There is no download '" + name + "'.", name, sources.keySet());
    }

    /** How to obtain a corpus, in one or more sentences. */
    public String howToGet(String name) {
        CorpusSource source = sources.get(name);
        if (source instanceof CorpusSource.OnRequest request) {
            return "See " + request.page() + ". " + request.remedy();
        }
        return source == null ? "Unpack it there." : "Get it with 'speechbench data get " + name + "'.";
    }

    private static Download download(CSVRecord line) {
        String part = line.get("part");
        return new Download(
                part.isEmpty() ? line.get("corpus") : line.get("corpus") + "/" + part,
                line.get("file"),
                URI.create(line.get("url")),
                line.get("bytes").isEmpty() ? 0 : Long.parseLong(line.get("bytes")),
                checksum(line),
                new Download.Unpacked(
                        line.get("unpack_to"),
                        Integer.parseInt(line.get("strip")),
                        line.get("holds"),
                        line.get("audio"),
                        line.get("recordings").isEmpty() ? 0 : Integer.parseInt(line.get("recordings"))));
    }

    private static @Nullable Checksum checksum(CSVRecord line) {
        return line.get("checksum").isEmpty() ? null : new Checksum(line.get("algorithm"), line.get("checksum"));
    }

    private static CorpusSource request(CSVRecord line) {
        return new CorpusSource.OnRequest(
                line.get("corpus"), URI.create(line.get("page")), line.get("reason"), line.get("remedy"));
    }

    private static List<CSVRecord> lines(String resource) {
        try (CSVParser parser = CSVParser.parse(TextLines.resource(DownloadCatalog.class, resource), FORMAT)) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
