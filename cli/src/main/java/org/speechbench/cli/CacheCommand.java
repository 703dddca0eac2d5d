package org.speechbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.downstream.cache.CachedUpstream;
import org.speechbench.reports.table.TextRenderer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cache}: manages hidden states that were computed once and kept. */
@Command(
        name = "cache",
        description = "List, check or remove the hidden states that runs keep.",
        mixinStandardHelpOptions = true,
        footerHeading = HelpExamples.HEADING,
        footer = {"  speechbench cache ls runs/demo"},
        synopsisSubcommandLabel = "COMMAND")
final class CacheCommand {
    private static final String FEATURES = "features";

    private final Console console;

    CacheCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "ls",
            description = "List the cached states, with a line for each upstream and precision.",
            mixinStandardHelpOptions = true,
            footerHeading = HelpExamples.HEADING,
            footer = {"  speechbench cache ls runs/demo", "  speechbench cache ls runs/demo --json"})
    int list(
            @Parameters(paramLabel = "DIR", description = "Folder of a run, or of a cache.") Path folder,
            @Option(names = "--json", description = Json.OPTION) boolean json) {
        List<CachedUpstream> kept = CachedUpstream.in(features(folder));
        if (json) {
            Json.print(console, kept.stream().map(CacheCommand::fields).toList());
            return 0;
        }
        List<List<String>> grid = new ArrayList<>();
        grid.add(List.of("key", "provider", "digest", "layers", "D", "precision", "recordings", "MB"));
        for (CachedUpstream one : kept) {
            CachedUpstream.About about = one.about();
            grid.add(List.of(
                    shortened(one.key()),
                    about.provider(),
                    shortened(about.digest()),
                    Integer.toString(about.layers()),
                    Integer.toString(about.dim()),
                    about.precision(),
                    Integer.toString(one.recordings()),
                    megabytes(one.bytes())));
        }
        TextRenderer.lines(grid).forEach(console.out()::println);
        console.out()
                .println(kept.size() + " upstreams, "
                        + megabytes(
                                kept.stream().mapToLong(CachedUpstream::bytes).sum()) + " MB");
        return 0;
    }

    @Command(
            name = "verify",
            description = "Verify the checksums of all cached states. The exit status is 1 if any are damaged.",
            mixinStandardHelpOptions = true,
            footerHeading = HelpExamples.HEADING,
            footer = {"  speechbench cache verify runs/demo"})
    int verify(@Parameters(paramLabel = "DIR", description = "Folder of a run, or of a cache.") Path folder) {
        int damaged = 0;
        for (CachedUpstream one : CachedUpstream.in(features(folder))) {
            CachedUpstream.Verified found = one.verify(console.progress());
            damaged += found.damaged();
            console.out()
                    .println(shortened(one.key()) + " " + one.about().provider() + ": " + found.sound() + " sound"
                            + (found.damaged() > 0 ? ", " + found.damaged() + " damaged" : ""));
        }
        if (damaged > 0) {
            console.err()
                    .println("speechbench: " + damaged
                            + " recordings are damaged; they are encoded again when they are needed.");
        }
        return damaged > 0 ? 1 : 0;
    }

    @Command(
            name = "rm",
            description = "Remove the cached states of an upstream. No run may be using them.",
            mixinStandardHelpOptions = true,
            footerHeading = HelpExamples.HEADING,
            footer = {"  speechbench cache rm runs/demo --all", "  speechbench cache rm runs/demo 3f2a"})
    int remove(
            @Parameters(paramLabel = "DIR", description = "Folder of a run, or of a cache.") Path folder,
            @Parameters(paramLabel = "KEY", arity = "0..*", description = "Keys that 'ls' shows, or how they begin.")
                    List<String> keys,
            @Option(names = "--all", description = "Remove everything.") boolean all) {
        List<CachedUpstream> kept = CachedUpstream.in(features(folder));
        List<String> wanted = keys == null ? List.of() : keys;
        if (wanted.isEmpty() == !all) {
            throw new UserError("Nothing is removed without saying what.", "Name keys, or give --all.");
        }
        List<CachedUpstream> chosen =
                all ? kept : wanted.stream().map(k -> one(kept, k)).toList();
        chosen.forEach(CachedUpstream::remove);
        console.out()
                .println("removed " + chosen.size() + ", "
                        + megabytes(
                                chosen.stream().mapToLong(CachedUpstream::bytes).sum()) + " MB");
        return 0;
    }

    private static CachedUpstream one(List<CachedUpstream> kept, String key) {
        List<CachedUpstream> found =
                kept.stream().filter(one -> one.key().startsWith(key)).toList();
        if (found.size() != 1) {
            throw new UserError(
                    found.size() + " keys begin with '" + key + "'; wanted one.", "See 'speechbench cache ls'.");
        }
        return found.get(0);
    }

    private static Path features(Path folder) {
        for (Path place : List.of(folder.resolve("cache").resolve(FEATURES), folder.resolve(FEATURES))) {
            if (Files.isDirectory(place)) {
                return place;
            }
        }
        throw new UserError(
                folder + " has no feature cache.",
                "Name the folder of a run, or the folder that was passed as --cache.");
    }

    private static Map<String, Object> fields(CachedUpstream one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", one.key());
        fields.put("provider", one.about().provider());
        fields.put("digest", one.about().digest());
        fields.put("layers", one.about().layers());
        fields.put("hidden_size", one.about().dim());
        fields.put("precision", one.about().precision());
        fields.put("engine", one.about().engine());
        fields.put("recordings", one.recordings());
        fields.put("bytes", one.bytes());
        return fields;
    }

    private static String shortened(String hex) {
        return hex.substring(0, Math.min(12, hex.length()));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }
}
