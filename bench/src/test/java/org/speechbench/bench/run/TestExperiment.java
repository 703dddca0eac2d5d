package org.speechbench.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.core.Home;
import org.speechbench.core.Progress;
import org.speechbench.core.result.ResultRow;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.device.Devices;

/** An experiment on the CPU: what its file says, the folder it writes to, and how it is run. */
record TestExperiment(
        String text,
        Path out,
        DataFolder data,
        boolean resume,
        boolean skipBad,
        List<String> upstreams,
        List<String> tasks,
        RunOptions.Scope scope,
        Services services) {
    /** A whole experiment on the bundled corpus. */
    static TestExperiment of(String text, Path out) {
        return new TestExperiment(
                text, out, bundled(), false, false, List.of(), List.of(), RunOptions.Scope.ALL, Services.load());
    }

    TestExperiment resumed() {
        return new TestExperiment(text, out, data, true, skipBad, upstreams, tasks, scope, services);
    }

    TestExperiment skipBad(boolean skip) {
        return new TestExperiment(text, out, data, resume, skip, upstreams, tasks, scope, services);
    }

    TestExperiment on(DataFolder other) {
        return new TestExperiment(text, out, other, resume, skipBad, upstreams, tasks, scope, services);
    }

    TestExperiment upstreams(String... labels) {
        return new TestExperiment(text, out, data, resume, skipBad, List.of(labels), tasks, scope, services);
    }

    TestExperiment tasks(String... labels) {
        return new TestExperiment(text, out, data, resume, skipBad, upstreams, List.of(labels), scope, services);
    }

    TestExperiment scope(RunOptions.Scope part) {
        return new TestExperiment(text, out, data, resume, skipBad, upstreams, tasks, part, services);
    }

    /** Under other services than those on the class path. */
    TestExperiment services(Services others) {
        return new TestExperiment(text, out, data, resume, skipBad, upstreams, tasks, scope, others);
    }

    RunPlan plan() {
        return runner().plan();
    }

    Outcome run() {
        return runner().run();
    }

    RunOptions options() {
        return new RunOptions(
                out,
                resume,
                skipBad,
                new RunOptions.Cache(out.resolve("cache"), 1 << 28),
                new RunOptions.Selection(scope, upstreams, tasks),
                Devices.cpu(),
                true,
                List.of());
    }

    private ExperimentRunner runner() {
        return new ExperimentRunner(
                new ConfigReader().parse("small.yaml", text, List.of()),
                options(),
                data,
                Home.find(),
                services,
                Progress.silent());
    }

    static DataFolder bundled() {
        return DataFolder.resolve(null, true, Home.find(), Map.of());
    }

    /** The bundled corpus with labels beside it: two, each for half of an utterance, and phones of the same times. */
    static DataFolder labelled(Path folder) throws IOException {
        Path corpus = bundled().root();
        Path manifests = Files.createDirectories(folder.resolve("manifests"));
        Files.createSymbolicLink(folder.resolve("audio"), corpus.resolve("audio"));
        for (String name : List.of("pretrain.tsv", "sid.tsv")) {
            Files.copy(corpus.resolve("manifests").resolve(name), manifests.resolve(name));
        }
        StringBuilder manifest = new StringBuilder("/elsewhere\n");
        StringBuilder km = new StringBuilder();
        StringBuilder phones = new StringBuilder("path\tstart\tend\tphone\n");
        for (Utterance u : ManifestCorpus.read("c", manifests.resolve("pretrain.tsv"), folder)
                .utterances()) {
            int labels = (int) (u.numSamples() / 320);
            manifest.append(u.id()).append('\t').append(u.numSamples()).append('\n');
            km.append("5 ".repeat(labels / 2)).append("7 ".repeat(labels - labels / 2));
            km.append('\n');
            double middle = labels / 2 * 0.02;
            phones.append(u.id()).append("\t0\t").append(middle).append("\tA\n");
            phones.append(u.id()).append('\t').append(middle).append('\t');
            phones.append(labels * 0.02).append("\tB\n");
        }
        Files.writeString(folder.resolve("a.tsv"), manifest);
        Files.writeString(folder.resolve("a.km"), km);
        Files.writeString(folder.resolve("phones.tsv"), phones);
        return new DataFolder(folder, false);
    }

    /** Copies a folder with everything in it. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    /** The only row of a label and a metric that has a value, or the first. */
    static ResultRow row(List<ResultRow> rows, String label, String metric) {
        return rows.stream()
                .filter(r -> r.upstream().equals(label) && r.metric().id().equals(metric) && r.ok())
                .findFirst()
                .orElseThrow();
    }

    static double value(Outcome outcome, String label, String metric) {
        return Objects.requireNonNull(row(outcome.rows(), label, metric).value());
    }

    /** The digest of a trained model. */
    static String digest(Outcome outcome, String label) {
        return row(outcome.rows(), label, "seconds").subject().digest();
    }
}
