package org.speechbench.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;

/** The folder of real recordings and the manifests in it. */
final class DataFolderCheck implements Check {
    private static final String SUBJECT = "data folder";

    @Override
    public List<Finding> look(Environment at) {
        if (at.data() == null && at.variable(DataFolder.VARIABLE).isEmpty()) {
            return List.of(Finding.warning(
                    SUBJECT,
                    DataFolder.VARIABLE + " is not set, so only the bundled synthetic corpus is there",
                    "Set it to a folder; 'speechbench data ls' says what can be downloaded to it."));
        }
        DataFolder folder;
        try {
            folder = DataFolder.resolve(at.data(), false, new Home(Path.of("")), at.environment());
        } catch (UserError e) {
            return List.of(Finding.problem(SUBJECT, Doctor.text(e), e.remedy()));
        }
        List<Finding> findings = new ArrayList<>();
        List<Path> manifests = manifests(folder.file("manifests"));
        findings.add(
                manifests.isEmpty()
                        ? Finding.warning(
                                SUBJECT,
                                folder.root() + " has no manifests/*.tsv, so no experiment finds recordings there",
                                "Make them with 'speechbench prepare'; 'speechbench list layouts' says of what.")
                        : Finding.ok(SUBJECT, folder.root() + " has " + manifests.size() + " manifests"));
        manifests.forEach(manifest -> findings.add(manifest(folder, manifest)));
        return findings;
    }

    private static List<Path> manifests(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
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
