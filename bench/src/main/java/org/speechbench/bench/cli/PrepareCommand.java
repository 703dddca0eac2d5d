package org.speechbench.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.DataFolder;
import org.speechbench.bench.Home;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.audio.AudioReader;
import org.speechbench.core.audio.Waveform;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.CorpusCheck;
import org.speechbench.core.corpus.ManifestCorpus;
import org.speechbench.core.corpus.SoundRecordings;
import org.speechbench.core.corpus.Utterance;
import org.speechbench.core.corpus.WaveformReader;
import org.speechbench.core.corpus.layout.CorpusLayout;
import org.speechbench.core.spi.NamedServices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code prepare}: is a corpus there, is it whole; and a manifest for one in an official layout. */
@Command(
        name = "prepare",
        description = {
            "Check that a corpus is there and whole, and say what is missing.",
            "The name of an official layout, see 'list layouts', writes manifests/NAME.tsv; any other name is that of a"
                    + " manifest in the data folder."
        },
        mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "CORPUS",
            description = "An official layout such as librispeech, or a manifest such as pr_an4.")
    private String corpus = "";

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; otherwise " + DataFolder.VARIABLE + ".")
    private @Nullable Path data;

    @Option(names = "--skip-bad", description = "Leave recordings out that cannot be read, and list them.")
    private boolean skipBad;

    PrepareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        DataFolder folder = DataFolder.resolve(data, false, Home.find(), System.getenv());
        NamedServices<CorpusLayout> layouts =
                NamedServices.load(CorpusLayout.class, PrepareCommand.class.getClassLoader());
        return layouts.names().contains(corpus)
                ? layout(layouts.get(corpus), folder)
                : manifest(folder, layouts.names());
    }

    private int manifest(DataFolder folder, Collection<String> layouts) {
        Path file = folder.file("manifests/" + corpus + ".tsv");
        if (!Files.exists(file)) {
            throw new UserError(
                    "There is no corpus '" + corpus + "' in " + folder.root() + ".",
                    "Use a layout of " + layouts + " or a manifest of " + manifests(folder) + ".");
        }
        check(ManifestCorpus.read(corpus, file, folder.root()));
        return 0;
    }

    /** Checks a corpus in its official layout, measures its recordings and writes its manifest. */
    private int layout(CorpusLayout layout, DataFolder folder) {
        Path root = layout.folders().stream()
                .map(folder::file)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(folder.root());
        Corpus checked = check(layout.read(root, console.progress()));
        completeness(layout, checked);
        Path manifest = folder.file("manifests/" + layout.name() + ".tsv");
        AtomicFiles.write(manifest, text(checked, folder));
        console.out().println("wrote " + manifest);
        new TreeMap<>(layout.companions(root, checked)).forEach((ending, text) -> {
            Path companion = folder.file("manifests/" + layout.name() + ending);
            AtomicFiles.write(companion, text);
            console.out().println("wrote " + companion);
        });
        return 0;
    }

    private String text(Corpus corpus, DataFolder folder) {
        List<String> columns = corpus.utterances().stream()
                .flatMap(u -> u.labels().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<String> header = new ArrayList<>(List.of("path", "num_samples", "speaker", "split"));
        boolean parts = corpus.utterances().stream().anyMatch(Utterance::part);
        if (parts) {
            header.add("start");
        }
        header.addAll(columns);
        StringBuilder text = new StringBuilder(String.join("\t", header)).append('\n');
        WaveformReader reader = new WaveformReader(new AudioReader(), corpus.name());
        try (Progress.Stage stage =
                console.progress().start("measure", corpus.utterances().size())) {
            for (Utterance u : corpus.utterances()) {
                Path path = folder.root().relativize(u.audio().toAbsolutePath().normalize());
                List<String> fields = new ArrayList<>(List.of(
                        path.toString().replace('\\', '/'),
                        Integer.toString(reader.read(u).length()),
                        u.speaker(),
                        u.split()));
                if (parts) {
                    fields.add(u.part() ? Long.toString(u.start()) : "");
                }
                columns.forEach(column -> fields.add(u.labels().getOrDefault(column, "")));
                text.append(String.join("\t", fields)).append('\n');
                stage.advance(1, "");
            }
        }
        return text.toString();
    }

    /** Says what of the whole corpus is not there. */
    private void completeness(CorpusLayout layout, Corpus corpus) {
        new TreeMap<>(layout.complete()).forEach((split, whole) -> {
            int got = corpus.split(split).size();
            if (got < whole) {
                console.out()
                        .println(String.format(
                                Locale.ROOT,
                                "%s of %s: %,d of %,d utterances are there",
                                split,
                                layout.title(),
                                got,
                                whole));
            }
        });
    }

    private Corpus check(Corpus whole) {
        CorpusCheck.Result result =
                CorpusCheck.check(whole, new AudioReader(), SoundRecordings.none(), skipBad, console.progress());
        Corpus good = result.corpus();
        for (String split : good.splits()) {
            List<Utterance> part = good.split(split);
            double hours = part.stream().mapToLong(Utterance::numSamples).sum() / 3600.0 / Waveform.SAMPLE_RATE;
            long speakers = part.stream().map(Utterance::speaker).distinct().count();
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: %d utterances, %d speakers%s",
                            split,
                            part.size(),
                            speakers,
                            hours > 0 ? String.format(Locale.ROOT, ", %.2f h", hours) : ""));
        }
        console.out()
                .println(good.name() + " is whole"
                        + (result.skipped().isEmpty()
                                ? "."
                                : " but for " + result.skipped().size() + " skipped recordings."));
        return good;
    }

    private static List<String> manifests(DataFolder folder) {
        Path manifests = folder.file("manifests");
        if (!Files.isDirectory(manifests)) {
            return List.of();
        }
        return names(manifests).stream()
                .filter(n -> n.endsWith(".tsv"))
                .map(n -> n.substring(0, n.length() - ".tsv".length()))
                .toList();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }
}
