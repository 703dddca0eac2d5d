package org.speechbench.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
import org.speechbench.core.corpus.LibriSpeechLayout;
import org.speechbench.core.corpus.ManifestCorpus;
import org.speechbench.core.corpus.SoundRecordings;
import org.speechbench.core.corpus.Utterance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code prepare}: is a corpus there, is it whole; and a manifest for one in an official layout. */
@Command(
        name = "prepare",
        description = {
            "Check that a corpus is there and whole, and say what is missing.",
            "'librispeech' reads the official layout and writes manifests/librispeech.tsv; any other name is that of a"
                    + " manifest in the data folder."
        },
        mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {
    private static final String LIBRISPEECH = "librispeech";

    private final Console console;

    @Parameters(paramLabel = "CORPUS", description = "librispeech, or a manifest such as pr_an4.")
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
        return corpus.equals(LIBRISPEECH) ? librispeech(folder) : manifest(folder);
    }

    private int manifest(DataFolder folder) {
        Path file = folder.file("manifests/" + corpus + ".tsv");
        if (!Files.exists(file)) {
            throw new UserError(
                    "There is no corpus '" + corpus + "' in " + folder.root() + ".",
                    "Use " + LIBRISPEECH + " or one of " + manifests(folder) + ".");
        }
        check(ManifestCorpus.read(corpus, file, folder.root()));
        return 0;
    }

    private int librispeech(DataFolder folder) {
        Path root = Files.isDirectory(folder.file("LibriSpeech")) ? folder.file("LibriSpeech") : folder.root();
        Corpus checked = check(LibriSpeechLayout.read(root, folders(root), console.progress()));
        AudioReader reader = new AudioReader();
        StringBuilder text = new StringBuilder("path\tnum_samples\tspeaker\tsplit\ttranscript\n");
        try (Progress.Stage stage =
                console.progress().start("measure", checked.utterances().size())) {
            for (Utterance u : checked.utterances()) {
                String path = folder.root()
                        .relativize(u.audio().toAbsolutePath().normalize())
                        .toString();
                text.append(path.replace('\\', '/')).append('\t');
                text.append(reader.read(u.audio()).length()).append('\t');
                text.append(u.speaker()).append('\t').append(u.split()).append('\t');
                text.append(u.labels().getOrDefault("transcript", "")).append('\n');
                stage.advance(1, "");
            }
        }
        Path manifest = folder.file("manifests/" + LIBRISPEECH + ".tsv");
        AtomicFiles.write(manifest, text.toString());
        console.out().println("wrote " + manifest);
        return 0;
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

    private static List<String> folders(Path root) {
        return names(root).stream()
                .filter(n -> Files.isDirectory(root.resolve(n)))
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
