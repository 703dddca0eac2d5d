package org.speechbench.tasks.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArpaModelTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "''; THE; -0.40; from the start symbol",
                "''; CAT; -1.50; back-off of the start symbol",
                "THE; CAT; -0.20; a trigram",
                "THE; SAT; -1.90; backed off twice: -0.15 - 0.25 - 1.50",
                "THE; DOG; -2.40; unknown: -0.15 - 0.25 - 2.00",
                "THE CAT; SAT; -0.35; a trigram without the start",
                "THE CAT SAT; </s>; -0.60; no weight is a weight of 1",
                "THE CAT; THE; -1.15; -0.05 - 0.10 - 1.00",
                "CAT DOG; THE; -1.00; an unknown word has no weight",
                "THE CAT SAT SAT CAT; SAT; -0.70; what is farther back does not count",
                "THE CAT SAT THE CAT; SAT; -0.35; what is farther back does not count"
            })
    void probabilities_are_those_computed_by_hand(String history, String word, double log10, String why) {
        ArpaModel model = ArpaModel.read(ArpaFiles.write(folder, ArpaFiles.CATS));
        List<String> words = history.equals("''") ? List.of() : List.of(history.split(" "));
        assertThat(model.logProbability(words, word)).as(why).isCloseTo(log10 * Math.log(10), within(1e-6));
    }

    @Test
    void order_and_vocabulary_are_those_of_the_file() {
        ArpaModel model = ArpaModel.read(ArpaFiles.write(folder, ArpaFiles.CATS));
        assertThat(model.order()).isEqualTo(3);
        assertThat(model.knows("CAT")).isTrue();
        assertThat(model.knows("cat")).isFalse();
        assertThat(model.knows("DOG")).isFalse();
    }

    @Test
    void a_gzipped_file_is_known_by_its_content() throws IOException {
        Path file = folder.resolve("model");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(ArpaFiles.CATS.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(ArpaModel.read(file).logProbability(List.of("THE"), "CAT")).isCloseTo(log(-0.2), within(1e-6));
    }

    @Test
    void spaces_do_for_tabs_and_lines_may_end_as_on_windows() {
        String text = ArpaFiles.CATS.replace("\t", "  ").replace("\n", "\r\n").replace("ngram 1=6", "ngram  1=   6");
        ArpaModel model = ArpaModel.read(ArpaFiles.write(folder, text));
        assertThat(model.logProbability(List.of("THE"), "SAT")).isCloseTo(log(-1.9), within(1e-6));
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_line() {
        String text = "\uFEFF" + ArpaFiles.CATS.substring(ArpaFiles.CATS.indexOf("\\data"));
        ArpaModel model = ArpaModel.read(ArpaFiles.write(folder, text));
        assertThat(model.logProbability(List.of("THE"), "CAT")).isCloseTo(log(-0.2), within(1e-6));
    }

    @Test
    void the_unknown_word_may_be_spelled_in_capitals_or_be_missing() {
        ArpaModel capitals = ArpaModel.read(ArpaFiles.write(folder, ArpaFiles.CATS.replace("<unk>", "<UNK>")));
        assertThat(capitals.logProbability(List.of("SAT"), "DOG")).isCloseTo(log(-2.2), within(1e-6));
        String without = ArpaFiles.CATS.replace("-2.00\t<unk>\n", "").replace("1=6", "1=5");
        ArpaModel missing = ArpaModel.read(ArpaFiles.write(folder, without));
        assertThat(missing.logProbability(List.of("SAT"), "DOG")).isCloseTo(log(-100), within(1e-4));
        assertThat(missing.logProbability(List.of("DOG"), "SAT")).isCloseTo(log(-1.5), within(1e-6));
        assertThat(missing.knows("DOG")).isFalse();
    }

    @Test
    void a_model_of_single_words_and_an_empty_order_are_read() {
        String unigrams = "\\data\\\nngram 1=3\n\n\\1-grams:\n-99\t<s>\n-0.5\t</s>\n-0.7\tA\n\n\\end\\\n";
        ArpaModel single = ArpaModel.read(ArpaFiles.write(folder, unigrams));
        assertThat(single.order()).isEqualTo(1);
        assertThat(single.logProbability(List.of("A", "A"), "A")).isCloseTo(log(-0.7), within(1e-6));
        String empty = unigrams.replace("1=3", "1=3\nngram 2=0").replace("\\end\\", "\\2-grams:\n\n\\end\\");
        assertThat(ArpaModel.read(ArpaFiles.write(folder, empty)).logProbability(List.of("A"), "A"))
                .isCloseTo(log(-0.7), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "THE CAT\t-0.05 ~ THE\t-0.05 ~ line 18: the word '-0.05' is not among the 1-grams",
                "THE CAT\t-0.05 ~ THE CAT SAT ON ~ line 18: '-0.50\tTHE CAT SAT ON' has 5 fields",
                "-0.50\tTHE CAT ~ -0.x\tTHE CAT ~ line 18: '-0.x' is not a finite number",
                "-0.50\tTHE CAT ~ NaN\tTHE CAT ~ line 18: 'NaN' is not a finite number",
                "-0.50\tTHE CAT ~ 0.5\tTHE CAT ~ line 18: the logarithm of a probability is at most 0; got 0.5",
                "-0.50\tTHE CAT ~ -0.5\tA CAT ~ line 18: the word 'A' is not among the 1-grams",
                "-1.50\tSAT ~ -1.50\tCAT ~ line 14: the word 'CAT' is twice among the 1-grams",
                "</s> ~ END ~ line 16: <s> or </s> is missing",
                "ngram 2=4 ~ ngram 2=5 ~ line 22: there are 4 2-grams above; the header says 5",
                "ngram 2=4 ~ ngram 4=4 ~ line 5: 'ngram 4=4'",
                "ngram 2=4 ~ two ~ line 5: 'two'; wanted ngram 2=COUNT",
                "\\end\\ ~ ' ' ~ the file ends here, before \\end\\",
                "\\2-grams: ~ -1 B C D ~ line 16: '-1 B C D' has 4 fields",
                "\\data\\ ~ data ~ the file ends here, before \\data\\"
            })
    void a_malformed_file_is_refused_by_name_and_line(String found, String replacement, String message) {
        Path file = ArpaFiles.write(folder, ArpaFiles.CATS.replace(found, replacement));
        assertRefused(() -> ArpaModel.read(file), file.toString(), message);
    }

    @Test
    void a_file_without_counts_and_a_file_that_is_cut_off_are_refused() throws IOException {
        Path bare = ArpaFiles.write(folder, "\\data\\\n\n\\1-grams:\n-1\tA\n\n\\end\\\n");
        assertRefused(() -> ArpaModel.read(bare), "line 3: the header counts no n-grams");
        Path empty = ArpaFiles.write(folder, "");
        assertRefused(() -> ArpaModel.read(empty), "the file ends here");
        Path cut = folder.resolve("cut.arpa.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(cut))) {
            out.write(ArpaFiles.CATS.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(() -> ArpaModel.read(cut), "cut.arpa.gz");
    }

    @Test
    void a_missing_file_is_named() {
        assertRefused(() -> ArpaModel.read(folder.resolve("none.arpa")), "none.arpa: there is no such file");
    }

    private static double log(double log10) {
        return log10 * Math.log(10);
    }
}
