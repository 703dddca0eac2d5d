package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Home;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.download.Checksum;
import org.speechbench.datasets.download.CorpusDownload;
import org.speechbench.datasets.download.CorpusSource;
import org.speechbench.datasets.download.Download;
import org.speechbench.datasets.download.DownloadCatalog;
import org.speechbench.datasets.download.DownloadSettings;

/** Lists what can be downloaded, with one line per file, and what must be requested from its owner. */
final class DataListing {
    private final @Nullable CorpusDownload folder;

    /** @param data the folder whose content is checked; none if it is not to be reported */
    DataListing(@Nullable Path data) {
        folder = data == null
                ? null
                : new CorpusDownload(
                        DataFolder.resolve(data, false, Home.find(), System.getenv())
                                .root(),
                        DownloadSettings.usual(false),
                        Progress.silent());
    }

    List<Map<String, Object>> lines() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (CorpusSource source : DownloadCatalog.official().sources()) {
            if (source instanceof CorpusSource.Free free) {
                free.parts().forEach(part -> lines.add(line(part)));
            } else if (source instanceof CorpusSource.OnRequest request) {
                lines.add(line(request.name(), "", "", "", "", "on request: " + request.page()));
            }
        }
        return lines;
    }

    private Map<String, Object> line(Download part) {
        return line(
                part.name(),
                part.bytes() > 0 ? String.format(Locale.ROOT, "%.1f", part.bytes() / 1e6) : "",
                part.checksum().map(Checksum::algorithm).orElse("none"),
                there(part),
                part.file(),
                part.url().toString());
    }

    private String there(Download part) {
        if (folder == null) {
            return "";
        }
        return switch (folder.state(part)) {
            case THERE -> "yes";
            case ABSENT -> "no";
            case IN_PART -> part.unpacked().recordings() > 0
                    ? String.format(Locale.ROOT, "in part: %,d of %,d", folder.recordings(part), folder.whole(part))
                    : "in part";
        };
    }

    private static Map<String, Object> line(
            String name, String megabytes, String checksum, String there, String file, String from) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", name);
        line.put("MB", megabytes);
        line.put("checksum", checksum);
        line.put("there", there);
        line.put("file", file);
        line.put("from", from);
        return line;
    }
}
