package org.speechbench.datasets.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.AudioFolder;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.LibriSpeechLayout;

/** LibriSpeech with every official subset that exists and is not empty. */
public final class LibriSpeech implements CorpusLayout {
    private static final Map<String, Integer> SUBSETS = Map.of(
            "train-clean-100", 28_539,
            "train-clean-360", 104_014,
            "train-other-500", 148_688,
            "dev-clean", 2_703,
            "dev-other", 2_864,
            "test-clean", 2_620,
            "test-other", 2_939);

    @Override
    public String name() {
        return "librispeech";
    }

    @Override
    public String title() {
        return "LibriSpeech";
    }

    @Override
    public List<String> folders() {
        return List.of("LibriSpeech");
    }

    @Override
    public List<PartCount> counts(Corpus corpus) {
        return PartCount.splits(corpus, SUBSETS);
    }

    @Override
    public Corpus read(Path root, BadItems bad, Progress progress) {
        List<Path> subsets = SUBSETS.keySet().stream()
                .sorted()
                .map(root::resolve)
                .filter(Files::isDirectory)
                .toList();
        if (subsets.isEmpty()) {
            throw new LayoutFiles(title(), root, bad, progress)
                    .missing(SUBSETS.keySet().stream().sorted().collect(Collectors.joining("' or '")));
        }
        List<String> filled = subsets.stream()
                .filter(folder -> !AudioFolder.empty(folder))
                .map(folder -> folder.getFileName().toString())
                .toList();
        return LibriSpeechLayout.read(root, filled, bad, progress);
    }
}
