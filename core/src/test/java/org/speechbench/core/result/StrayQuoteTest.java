package org.speechbench.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One quotation mark where none belongs, at every place of every table, costs the line that it is in. */
class StrayQuoteTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("table.csv");
    }

    private interface Damage {
        String at(String text, int place);
    }

    private static final Damage INSERTED = (text, place) -> text.substring(0, place) + '"' + text.substring(place);
    private static final Damage REPLACED = (text, place) -> text.substring(0, place) + '"' + text.substring(place + 1);

    /** Damages a table at every place; a quote in the place of a line's end makes one damaged line of two. */
    private <T> void damage(Supplier<List<T>> values, Supplier<List<String>> warnings) throws IOException {
        List<T> all = values.get();
        String text = Files.readString(file);
        for (Damage damage : List.of(INSERTED, REPLACED)) {
            for (int place = 0; place < text.length(); place++) {
                String damaged = damage.at(text, place);
                Files.writeString(file, damaged, StandardCharsets.UTF_8);
                List<T> read = values.get();
                int lost = damage == REPLACED && text.charAt(place) == '\n' ? 2 : 1;
                assertThat(all).as("place %d", place).containsAll(read);
                assertThat(read).as("place %d", place).hasSizeGreaterThanOrEqualTo(all.size() - lost);
                assertThat(read.size() < all.size() || !damaged.equals(text) ? warnings.get() : List.of("same"))
                        .as("place %d", place)
                        .isNotEmpty();
            }
        }
        Files.writeString(file, text);
    }

    @Test
    void of_results() throws IOException {
        ResultStore store = new ResultStore(file);
        for (int i = 0; i < 3; i++) {
            store.append(row("up" + i, i == 1 ? "said \"no\", then nothing" : ""));
        }
        damage(store::rows, () -> store.read().warnings());
    }

    @Test
    void of_events_of_a_pre_training() throws IOException {
        TrainingLog log = TrainingLog.pretraining(file);
        IntStream.rangeClosed(1, 3).forEach(step -> log.append(event(step)));
        damage(log::read, log::warnings);
    }

    @Test
    void of_events_of_a_fine_tuning() throws IOException {
        TrainingLog log = TrainingLog.finetuning(file);
        IntStream.rangeClosed(1, 3).forEach(step -> log.append(event(step)));
        damage(log::read, log::warnings);
    }

    @Test
    void of_layer_weights() throws IOException {
        LayerWeights weights = new LayerWeights(file);
        weights.append(List.of(new LayerWeight("a, b", "pr", "", 0, 0.25), new LayerWeight("a", "pr", "", 1, 0.75)));
        damage(weights::read, weights::warnings);
    }

    @Test
    void of_rounds() throws IOException {
        List<ResultRow> rows = List.of(row("a", ""), row("b", ""));
        RoundLog log = new RoundLog(file);
        log.write(Map.of(RowIdentity.of(rows.get(0)), List.of(1.5), RowIdentity.of(rows.get(1)), List.of(2.5)));
        damage(() -> List.copyOf(log.read(rows).rounds().entrySet()), () -> log.read(rows)
                .warnings());
    }

    @Test
    void predictions_have_no_quotation_marks_that_mean_something() throws IOException {
        PredictionFile predictions = new PredictionFile(file);
        predictions.write(List.of(new PredictionLine("u1", "s", "A \"B", "A"), new PredictionLine("u2", "s", "C", "")));
        String text = Files.readString(file);
        int begin = text.indexOf('\n') + 1;
        for (int place = begin; place < text.length(); place++) {
            Files.writeString(file, INSERTED.at(text, place));
            assertThat(predictions.read()).hasSize(2);
        }
    }

    @Test
    void a_line_break_in_a_field_costs_its_record_and_no_other() throws IOException {
        ResultStore store = new ResultStore(file);
        store.append(row("a", ""));
        store.append(row("b", "one; two"));
        store.append(row("c", ""));
        Files.writeString(file, Files.readString(file).replace("one; two", "\"one\ntwo\""));
        assertThat(store.rows()).extracting(ResultRow::upstream).containsExactly("a", "c");
        assertThat(store.read().leftOut()).isEqualTo(2);
    }

    @Test
    void lines_that_do_not_parse_outlive_the_dropping_of_others() throws IOException {
        ResultStore store = new ResultStore(file);
        store.append(row("a", ""));
        store.append(row("b", ""));
        store.append(row("c", ""));
        String damaged = Files.readString(file).replace(",b,", ",\"b,");
        Files.writeString(file, damaged);
        store.keep(row -> row.upstream().equals("c"));
        assertThat(store.rows()).extracting(ResultRow::upstream).containsExactly("c");
        assertThat(Files.readString(file)).contains(",\"b,").doesNotContain(",a,");
    }

    private static TrainingEvent event(long step) {
        return new TrainingEvent(step, Map.of("seconds", 1.0, "audio_hours", 0.1, "loss", 2.5, "learning_rate", 0.001));
    }

    private static ResultRow row(String upstream, String detail) {
        return new RowTemplate(
                        RowKind.SCORE,
                        new Subject(upstream, "hubert", "tiny", "random", "00ff", false),
                        new Protocol("pr", "pr", 1, "quick", "linear", "test", "c0ffee"),
                        Conditions.ofPrecision("bf16"),
                        7L)
                .ok(new Score(Metrics.PHONE_ERRORS, 12.5, 60, new Score.Interval(10, 15)), new Cost(3.5, 1e-4), detail);
    }
}
