package org.speechbench.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Home;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.download.Checksum;
import org.speechbench.datasets.download.CorpusDownload;
import org.speechbench.datasets.download.Download;
import org.speechbench.datasets.download.DownloadCatalog;
import org.speechbench.datasets.download.DownloadSettings;
import org.speechbench.datasets.layout.CorpusLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code data}: downloads corpora that are freely available. */
@Command(
        name = "data",
        description = "Download corpora from their official sources, or list them.",
        footer = {"  speechbench data ls", "  speechbench data get fsdd --data DIR"},
        synopsisSubcommandLabel = "COMMAND")
final class DataCommand extends BaseCommand {
    @Command(
            name = "get",
            mixinStandardHelpOptions = true,
            description = {
                "Download a corpus, check it and unpack it into the data folder.",
                "Run the same command again to continue an interrupted download. Existing parts are not downloaded again."
            },
            footer = {
                "  speechbench data get librispeech/dev-clean --data DIR",
                "  speechbench data get fsdd --data DIR --keep-archives"
            })
    int get(
            @Parameters(
                            paramLabel = "NAME",
                            completionCandidates = CompletionCandidates.Downloads.class,
                            description =
                                    "A name that 'data ls' shows, such as librispeech/dev-clean; librispeech stands for all of its parts.")
                    String name,
            @Option(
                            names = "--data",
                            paramLabel = "DIR",
                            description = "Data folder; otherwise " + DataFolder.VARIABLE + ".")
                    @Nullable
                    Path data,
            @Option(names = "--keep-archives", description = "Keep archives in downloads/ after they are unpacked.")
                    boolean keepArchives,
            @Option(
                            names = "--mirror",
                            paramLabel = "URL",
                            description =
                                    "Address of a folder that has the files under the names that 'data ls' shows.")
                    @Nullable
                    URI mirror,
            @Option(names = "--sha256", paramLabel = "HEX", description = "The SHA-256 that the file must have.")
                    @Nullable
                    String sha256) {
        List<Download> parts = pinned(from(DownloadCatalog.official().downloads(name), mirror), sha256);
        DataFolder folder = DataFolder.resolve(data, false, Home.find(), System.getenv());
        CorpusDownload download = new CorpusDownload(
                folder.root(), DownloadSettings.usual(keepArchives), console().progress());
        download.checkSpace(parts);
        parts.forEach(part -> say(part, download.get(part), download.digest(part), folder));
        next(name.replaceFirst("/.*$", ""), folder);
        return 0;
    }

    @Command(
            name = "ls",
            mixinStandardHelpOptions = true,
            description = "List what can be downloaded, and where to request the other corpora.",
            footer = {"  speechbench data ls", "  speechbench data ls --data DIR --json"})
    int list(
            @Option(names = "--data", paramLabel = "DIR", description = "Data folder, to see which corpora it has.")
                    @Nullable
                    Path data,
            @Option(names = "--json", description = Console.JSON) boolean json) {
        List<Map<String, Object>> lines = new DataListing(data).lines();
        if (json) {
            console().json(lines);
        } else {
            console().table(lines);
        }
        return 0;
    }

    private static List<Download> from(List<Download> parts, @Nullable URI mirror) {
        if (mirror == null) {
            return parts;
        }
        if (!List.of("http", "https").contains(String.valueOf(mirror.getScheme())) || mirror.getHost() == null) {
            throw new UserError(
                    "--mirror wants the address of a folder; got '" + mirror + "'.",
                    "Give one like https://host/folder.");
        }
        return parts.stream().map(part -> part.from(mirror)).toList();
    }

    private static List<Download> pinned(List<Download> parts, @Nullable String sha256) {
        if (sha256 == null) {
            return parts;
        }
        if (parts.size() > 1) {
            throw new UserError(
                    "--sha256 is for one file; got " + parts.size() + ".",
                    "Name one of " + parts.stream().map(Download::name).toList() + ".");
        }
        return List.of(parts.get(0).pinned(Checksum.sha256(sha256)));
    }

    private void say(Download part, CorpusDownload.Outcome outcome, Path digest, DataFolder folder) {
        Path place = folder.file(part.unpacked().folder());
        console()
                .print(
                        switch (outcome) {
                            case ALREADY_THERE -> part.name() + " is already in " + place;
                            case CHECKED -> part.name() + " is in " + place + "; its "
                                    + part.checksum().map(Checksum::algorithm).orElse("") + " is right";
                            case UNCHECKED -> part.name() + " is in " + place
                                    + "; no checksum is published to hold it against, its SHA-256 is " + hex(digest)
                                    + ", kept in " + digest;
                        });
    }

    private void next(String corpus, DataFolder folder) {
        if (corpus.equals("lexicon")) {
            console()
                    .print("next, for phones: speechbench prepare librispeech --data " + folder.root() + " --lexicon "
                            + folder.file("lexicon") + "/...");
            return;
        }
        boolean known = NamedServices.load(CorpusLayout.class, DataCommand.class.getClassLoader())
                .names()
                .contains(corpus);
        if (known) {
            console().print("next: speechbench prepare " + corpus + " --data " + folder.root());
        }
    }

    private static String hex(Path digest) {
        return TextLines.text(digest).replaceFirst("\\s(?s).*", "");
    }
}
