package org.speechbench.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

class CharactersTest {
    @TempDir
    Path folder;

    @Test
    void characters_are_code_points_in_their_order_without_spaces() {
        assertThat(Characters.of(List.of(utterance("zu \u3000äö a"), utterance("𠮷你")), "transcript"))
                .containsExactly("a", "u", "z", "ä", "ö", "你", "𠮷");
    }

    @Test
    void a_file_has_one_in_each_line() throws IOException {
        Path file = Files.writeString(folder.resolve("de.txt"), "e\nn\n\nu\u0308\nß\n");
        assertThat(Characters.ofFile(file)).containsExactly("e", "n", "\u00FC", "ß");
        Files.writeString(file, "e\nen\n");
        assertRefused(() -> Characters.ofFile(file), "de.txt:2", "one character");
        Files.writeString(file, "e\nn\ne\n");
        assertRefused(() -> Characters.ofFile(file), "de.txt:3");
        Files.writeString(file, "\n");
        assertRefused(() -> Characters.ofFile(file), "has no characters");
    }

    @Test
    void a_file_that_lacks_characters_of_training_is_refused_with_their_numbers() {
        Corpus corpus = Corpus.of("toy", List.of(utterance("aßbß")));
        Characters.requireAll(List.of("a", "b", "ß"), corpus, List.of("train"), "transcript", folder);
        assertRefused(
                () -> Characters.requireAll(List.of("a"), corpus, List.of("train"), "transcript", folder),
                "lacks 2 characters",
                "'ß' (2), 'b' (1)");
    }

    private static Utterance utterance(String transcript) {
        return new Utterance(transcript, Path.of("a"), 0, "S", "train", Map.of("transcript", transcript));
    }
}
