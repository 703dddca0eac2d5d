package org.speechbench.datasets.layout;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/** A layout with its names, its folders and the published numbers of recordings; the subclass reads the files. */
abstract class OfficialLayout implements CorpusLayout {
    /** The key of the number of all recordings. */
    static final String ALL = "all";
    /** The key of the number of recordings of the splits train and dev together. */
    static final String TRAIN_AND_DEV = "train and dev";

    private final String name;
    private final String title;
    private final List<String> folders;
    private final Map<String, Integer> published;

    /**
     * @param published the published number of recordings by split, or by {@link #ALL} or {@link #TRAIN_AND_DEV}
     * @param folders the names of the folder into which the corpus is unpacked, the usual one first
     */
    OfficialLayout(String name, String title, Map<String, Integer> published, String... folders) {
        this.name = name;
        this.title = title;
        this.folders = List.of(folders);
        this.published = new TreeMap<>(published);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final List<String> folders() {
        return folders;
    }

    @Override
    public List<PartCount> counts(Corpus corpus) {
        return published.entrySet().stream()
                .map(part -> new PartCount(part.getKey(), count(corpus, part.getKey()), part.getValue()))
                .toList();
    }

    private static int count(Corpus corpus, String part) {
        return part.equals(ALL)
                ? corpus.utterances().size()
                : Arrays.stream(part.split(" and "))
                        .mapToInt(split -> corpus.split(split).size())
                        .sum();
    }

    @Override
    public final Corpus read(Path root, BadItems bad, Progress progress) {
        return Corpus.of(name, utterances(files(root, bad, progress)));
    }

    final LayoutFiles files(Path root, BadItems bad, Progress progress) {
        return new LayoutFiles(title, folders.get(0), root, bad, progress);
    }

    /** The utterances in the order of the corpus. */
    abstract List<Utterance> utterances(LayoutFiles files);
}
