package org.speechbench.datasets.prepare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.speechbench.core.NearNames;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.AudioFolder;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.CorpusCheck;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.SkippedUtterance;
import org.speechbench.datasets.corpus.SoundRecordings;
import org.speechbench.datasets.download.DownloadCatalog;
import org.speechbench.datasets.layout.CorpusLayout;
import org.speechbench.datasets.layout.PartCount;

/** Checks a corpus in a data folder, and writes the manifest if the corpus is in an official layout. */
public record Preparation(DataFolder folder, PrepareSettings settings, Progress progress) {
    private static final String ENDING = ".tsv";

    /**
     * @param corpus name of a layout or of a manifest
     * @throws UserError if it does not exist, or if recordings cannot be read and may not be skipped
     */
    public Prepared run(String corpus) {
        NamedServices<CorpusLayout> layouts = layouts();
        return layouts.names().contains(corpus) ? layout(layouts.get(corpus)) : manifest(corpus);
    }

    /** The official layouts. */
    public static NamedServices<CorpusLayout> layouts() {
        return NamedServices.load(CorpusLayout.class, Preparation.class.getClassLoader());
    }

    private Prepared manifest(String name) {
        Path file = folder.file(DataFolder.manifest(name));
        if (!Files.exists(file)) {
            List<String> known = new ArrayList<>(layouts().names());
            known.addAll(manifests());
            throw new UserError(
                    "There is no corpus '" + name + "' in " + folder.root() + ".",
                    NearNames.question(name, known) + "Use a layout of "
                            + layouts().names() + " or a manifest of " + manifests() + ".");
        }
        if (settings.out() != null || !settings.lexicons().isEmpty()) {
            throw new UserError(
                    "--out and --lexicon are for layouts; " + name + " is a manifest, which is only checked.",
                    "Leave them out, or name a layout of " + layouts().names() + ".");
        }
        BadItems bad = BadItems.of(settings.skipBad(), progress);
        CorpusCheck.Result result = check(ManifestCorpus.read(name, file, folder.root(), bad));
        return new Prepared(
                name,
                Prepared.splits(result.corpus()),
                Prepared.Completeness.WHOLE,
                List.of(),
                skipped(bad, result),
                Prepared.MissingWords.none(),
                List.copyOf(result.decoders()),
                List.of());
    }

    /** Checks a corpus in its official layout, measures its recordings and writes its manifest. */
    private Prepared layout(CorpusLayout layout) {
        Path root = root(layout);
        ManifestFolder manifests = ManifestFolder.of(folder, settings.out());
        requirePhonesKept(manifests.file(layout.name() + ENDING));
        BadItems bad = BadItems.of(settings.skipBad(), progress);
        PronouncedCorpus pronounced = pronounced(listed(layout, root, bad));
        manifests.prepare(pronounced.corpus());
        CorpusCheck.Result result = check(pronounced.corpus());
        Corpus checked = result.corpus();
        List<PartCount> counts = layout.counts(checked);
        String text = manifests.manifest(checked, result.samples(), layout.references());
        List<String> written = new ArrayList<>();
        written.add(manifests.write(layout.name() + ENDING, text).toString());
        companions(layout, root, pronounced, checked)
                .forEach((ending, content) -> written.add(
                        manifests.write(layout.name() + ending, content).toString()));
        return new Prepared(
                layout.name(),
                Prepared.splits(checked),
                completeness(counts),
                incomplete(counts),
                skipped(bad, result),
                new Prepared.MissingWords(pronounced.missing(), pronounced.without()),
                List.copyOf(result.decoders()),
                written);
    }

    /** @throws UserError if a manifest has phones, and there is no lexicon to look them up again */
    private void requirePhonesKept(Path manifest) {
        if (settings.lexicons().isEmpty()
                && Files.isRegularFile(manifest)
                && ManifestCorpus.labelColumns(manifest).contains(PronouncedCorpus.PHONES)) {
            throw new UserError(
                    manifest + " has phones, which it would lose without a lexicon.",
                    "Name the lexicons again with --lexicon, or remove the manifest first.");
        }
    }

    /** The folder to which the corpus was unpacked; it may be the data folder itself. */
    private Path root(CorpusLayout layout) {
        List<Path> folders = layout.folders().stream()
                .map(folder::file)
                .filter(Files::isDirectory)
                .toList();
        Path root = folders.stream()
                .filter(f -> !AudioFolder.empty(f))
                .findFirst()
                .orElse(folders.isEmpty() ? folder.root() : folders.get(0));
        if (AudioFolder.empty(root)) {
            throw nothing(layout, root);
        }
        return root;
    }

    private static UserError nothing(CorpusLayout layout, Path root) {
        return new UserError(
                root + ": nothing is there of " + layout.title() + ".",
                DownloadCatalog.official().howToGet(layout.name()));
    }

    private Corpus listed(CorpusLayout layout, Path root, BadItems bad) {
        try (Progress.Stage stage = progress.start("list recordings of " + layout.title(), 0)) {
            Corpus corpus = layout.read(root, bad, progress);
            if (corpus.utterances().isEmpty()) {
                throw nothing(layout, root);
            }
            stage.advance(corpus.utterances().size(), "");
            return corpus;
        }
    }

    private PronouncedCorpus pronounced(Corpus corpus) {
        return settings.lexicons().isEmpty()
                ? PronouncedCorpus.without(corpus)
                : PronouncedCorpus.of(corpus, settings.lexicons(), settings.phones());
    }

    private static SortedMap<String, String> companions(
            CorpusLayout layout, Path root, PronouncedCorpus pronounced, Corpus checked) {
        SortedMap<String, String> files = new TreeMap<>(layout.companions(root, checked));
        if (!pronounced.missing().isEmpty()) {
            files.put(MissingWords.ENDING, MissingWords.text(pronounced.missing()));
        }
        return files;
    }

    private static Prepared.Completeness completeness(List<PartCount> counts) {
        if (counts.isEmpty()) {
            return Prepared.Completeness.UNKNOWN;
        }
        return counts.stream().allMatch(PartCount::complete)
                ? Prepared.Completeness.WHOLE
                : Prepared.Completeness.IN_PART;
    }

    private static List<Prepared.Incomplete> incomplete(List<PartCount> counts) {
        return counts.stream()
                .filter(part -> !part.complete())
                .map(part -> new Prepared.Incomplete(part.name(), part.there(), part.whole()))
                .toList();
    }

    private CorpusCheck.Result check(Corpus whole) {
        return CorpusCheck.check(whole, new AudioReader(), SoundRecordings.none(), settings.skipBad(), progress);
    }

    private static List<String> skipped(BadItems bad, CorpusCheck.Result result) {
        return Stream.concat(bad.skipped().stream(), result.skipped().stream())
                .map(SkippedUtterance::id)
                .toList();
    }

    private List<String> manifests() {
        return folder.manifests().stream().map(DataFolder::stem).toList();
    }
}
