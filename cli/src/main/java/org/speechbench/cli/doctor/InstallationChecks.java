package org.speechbench.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.speechbench.bench.PluginFolder;
import org.speechbench.bench.Services;
import org.speechbench.core.Digests;
import org.speechbench.core.Folders;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;

/** Checks of what belongs to speechbench: plug-ins, the bundled corpus and the data folder. */
final class InstallationChecks {
    private static final String CORPUS = "bundled corpus";
    private static final String GET_CORPUS =
            "Get corpora/synthetic again: from the archive, or by 'git checkout corpora/synthetic'";
    private static final String DATA = "data folder";

    private InstallationChecks() {}

    /** Checks whether all services load, and reports the jars of plug-ins. */
    static List<Finding> plugins(Environment at) {
        PluginFolder folder = PluginFolder.in(at.home());
        Services services = Services.load();
        List<Finding> findings = new ArrayList<>();
        Stream.concat(folder.problems().stream(), services.problems().stream())
                .forEach(problem -> findings.add(Finding.problem(
                        "services",
                        problem + "; it is left out.",
                        "Remove its jar from plugins, or use one that was built for this version of speechbench.")));
        String plugins =
                folder.jars().isEmpty() ? "no plug-ins in plugins/" : "plug-ins " + String.join(", ", folder.jars());
        findings.add(Finding.ok(
                "services",
                services.upstreams().names().size() + " upstreams, "
                        + services.tasks().names().size() + " tasks, "
                        + services.heads().names().size() + " heads; " + plugins));
        return findings;
    }

    /** Checks whether the files of the synthetic corpus are complete and unchanged. */
    static List<Finding> bundledCorpus(Environment at) {
        Path home = at.home();
        if (home == null) {
            return List.of(Finding.problem(
                    CORPUS, "the folder of speechbench is not known", "Start it with the launcher ./speechbench."));
        }
        Path corpus = new Home(home).syntheticCorpus();
        try {
            return List.of(whole(corpus));
        } catch (IOException e) {
            return List.of(Finding.problem(CORPUS, "cannot be read: " + e, GET_CORPUS));
        }
    }

    private static Finding whole(Path corpus) throws IOException {
        List<String> damaged = new ArrayList<>();
        List<String> lines = Files.readAllLines(corpus.resolve("SHA256SUMS"));
        for (String line : lines) {
            String[] sum = line.split(" +", 2);
            Path file = corpus.resolve(sum[sum.length - 1]);
            if (!Files.isRegularFile(file)
                    || !Digests.sha256(Files.readAllBytes(file)).equals(sum[0])) {
                damaged.add(sum[sum.length - 1]);
            }
        }
        if (damaged.isEmpty()) {
            return Finding.ok(CORPUS, lines.size() + " files in " + corpus + " are whole");
        }
        return Finding.problem(
                CORPUS,
                damaged.size() + " of " + lines.size() + " files are missing or damaged, the first " + damaged.get(0),
                GET_CORPUS);
    }

    /** Checks the folder of real recordings and the manifests in it. */
    static List<Finding> dataFolder(Environment at) {
        if (at.data() == null && at.variable(DataFolder.VARIABLE).isEmpty()) {
            return List.of(Finding.warning(
                    DATA,
                    DataFolder.VARIABLE + " is not set, so only the bundled synthetic corpus is there",
                    "Set it to a folder; 'speechbench data ls' says what can be downloaded to it."));
        }
        DataFolder folder;
        try {
            folder = DataFolder.resolve(at.data(), false, new Home(Path.of("")), at.environment());
        } catch (UserError e) {
            return List.of(Finding.problem(DATA, Doctor.text(e), e.remedy()));
        }
        List<Finding> findings = new ArrayList<>();
        List<Path> manifests = manifests(folder.file("manifests"));
        findings.add(
                manifests.isEmpty()
                        ? Finding.warning(
                                DATA,
                                folder.root() + " has no manifests/*.tsv, so no experiment finds recordings there",
                                "Make them with 'speechbench prepare'; 'speechbench list layouts' says of what.")
                        : Finding.ok(DATA, folder.root() + " has " + manifests.size() + " manifests"));
        manifests.forEach(manifest -> findings.add(manifest(folder, manifest)));
        return findings;
    }

    private static List<Path> manifests(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return Folders.entries(folder).stream()
                .filter(file -> file.toString().endsWith(".tsv"))
                .toList();
    }

    private static Finding manifest(DataFolder folder, Path file) {
        String name = folder.corpusName(file.getFileName().toString());
        String subject = "manifest " + name;
        Corpus corpus;
        try {
            corpus = ManifestCorpus.read(name, file, folder.root());
        } catch (UserError e) {
            return Finding.problem(subject, Doctor.text(e), e.remedy());
        }
        List<Utterance> all = corpus.utterances();
        long missing = all.stream().filter(u -> !Files.isRegularFile(u.audio())).count();
        if (missing > 0) {
            return Finding.warning(
                    subject,
                    missing + " of " + all.size() + " recordings are not there, so an experiment with it stops",
                    "Get them, or run with --skip-bad; 'speechbench prepare " + name + "' names them.");
        }
        double hours = all.stream().mapToLong(Utterance::numSamples).sum() / 3600.0 / Waveform.SAMPLE_RATE;
        return Finding.ok(subject, String.format(Locale.ROOT, "%d utterances, %.2f h, all there", all.size(), hours));
    }
}
