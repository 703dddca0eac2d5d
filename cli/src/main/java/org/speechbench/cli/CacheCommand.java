package org.speechbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.UserError;
import org.speechbench.downstream.cache.CachedUpstream;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TextRenderer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cache}: manages hidden states that were computed once and kept. */
@Command(
        name = "cache",
        description = "List, check or remove the hidden states that runs keep.",
        footer = {"  speechbench cache ls runs/demo"},
        synopsisSubcommandLabel = "COMMAND")
final class CacheCommand extends BaseCommand {
    private static final String FEATURES = "features";

    private static final TableModel.Columns<CachedUpstream> FIELDS = new TableModel.Columns<CachedUpstream>()
            .value("key", CachedUpstream::key)
            .value("provider", one -> one.about().provider())
            .value("digest", one -> one.about().digest())
            .value("layers", one -> one.about().layers())
            .value("hidden_size", one -> one.about().dim())
            .value("precision", one -> one.about().precision())
            .value("engine", one -> one.about().engine())
            .value("recordings", CachedUpstream::recordings)
            .value("bytes", CachedUpstream::bytes);

    @Command(
            name = "ls",
            mixinStandardHelpOptions = true,
            description = "List the cached states, with a line for each upstream and precision.",
            footer = {"  speechbench cache ls runs/demo", "  speechbench cache ls runs/demo --json"})
    int list(
            @Parameters(paramLabel = "DIR", description = "Folder of a run, or of a cache.") Path folder,
            @Option(names = "--json", description = Console.JSON) boolean json) {
        List<CachedUpstream> kept = CachedUpstream.in(features(folder));
        if (json) {
            console().json(kept.stream().map(FIELDS::values).toList());
            return 0;
        }
        TableModel table = new TableModel.Columns<CachedUpstream>()
                .text("key", one -> shortened(one.key()))
                .text("provider", one -> one.about().provider())
                .text("digest", one -> shortened(one.about().digest()))
                .text("layers", one -> Integer.toString(one.about().layers()))
                .text("D", one -> Integer.toString(one.about().dim()))
                .text("precision", one -> one.about().precision())
                .text("recordings", one -> Integer.toString(one.recordings()))
                .text("MB", one -> megabytes(one.bytes()))
                .build("", "", "", kept);
        TextRenderer.lines(table).forEach(console()::print);
        console()
                .print(kept.size() + " upstreams, "
                        + megabytes(
                                kept.stream().mapToLong(CachedUpstream::bytes).sum()) + " MB");
        return 0;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Verify the checksums of all cached states. The exit status is 1 if any are damaged.",
            footer = {"  speechbench cache verify runs/demo"})
    int verify(@Parameters(paramLabel = "DIR", description = "Folder of a run, or of a cache.") Path folder) {
        int damaged = 0;
        for (CachedUpstream one : CachedUpstream.in(features(folder))) {
            CachedUpstream.Verified found = one.verify(console().progress());
            damaged += found.damaged();
            console()
                    .print(shortened(one.key()) + " " + one.about().provider() + ": " + found.sound() + " sound"
                            + (found.damaged() > 0 ? ", " + found.damaged() + " damaged" : ""));
        }
        if (damaged > 0) {
            console().warn(damaged + " recordings are damaged; they are encoded again when they are needed.");
        }
        return damaged > 0 ? 1 : 0;
    }

    @Command(
            name = "rm",
            mixinStandardHelpOptions = true,
            description = "Remove the cached states of an upstream. No run may be using them.",
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
        console()
                .print("removed " + chosen.size() + ", "
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

    private static String shortened(String hex) {
        return hex.substring(0, Math.min(12, hex.length()));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }
}
