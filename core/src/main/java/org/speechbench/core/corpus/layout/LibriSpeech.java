package org.speechbench.core.corpus.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.LibriSpeechLayout;

/** LibriSpeech, every subset that is there. */
public final class LibriSpeech implements CorpusLayout {
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
    public Map<String, Integer> complete() {
        return Map.of(
                "train-clean-100", 28_539,
                "train-clean-360", 104_014,
                "train-other-500", 148_688,
                "dev-clean", 2_703,
                "dev-other", 2_864,
                "test-clean", 2_620,
                "test-other", 2_939);
    }

    @Override
    public Corpus read(Path root, Progress progress) {
        try (Stream<Path> entries = Files.list(root)) {
            List<String> subsets = entries.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            return LibriSpeechLayout.read(root, subsets, progress);
        } catch (IOException e) {
            throw UserError.unreadable(root, e);
        }
    }
}
