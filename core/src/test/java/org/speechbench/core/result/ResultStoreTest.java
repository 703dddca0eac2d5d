package org.speechbench.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
    private static final ResultRow FULL = row("wer", 12.345678901234567, new Score.Interval(10.5, 14.25), "");
    private static final ResultRow FAILED = row("per", null, null, "head diverged, \"loss\" grew");

    private static final ResultRow RATIO = new RowTemplate(
                    RowKind.RATIO,
                    Subject.untrained("fast", "fast_hubert", "base"),
                    Protocol.ofBenchmark("train_step"),
                    Conditions.ofWork("bf16", "4 x 15.0 s"),
                    null)
            .ok(new Measure(Metrics.SPEED_UP, 2.5, 10, null, null, "hubert"), Cost.NONE, "");
    private static final ResultRow TOTAL = new RowTemplate(
                    RowKind.PRETRAIN,
                    new Subject("hubert", "hubert", "base", "pretrained", "00ff", false),
                    Protocol.ofSplit("dev"),
                    Conditions.ofPrecision("bf16"),
                    7L)
            .ok(Metrics.TOTAL_SECONDS, 3, new Cost(3.0, 1e-4, List.of("the training of a", "the making of b")), "");

    /** Columns that were added to those of the first version. */
    private static final String ADDED =
            ",uses_labels,corpus_digest,workload,baseline,not_counted,pretrain_seed,recipe,root_seed";

    @TempDir
    Path folder;

    private Path file;
    private ResultStore store;

    @BeforeEach
    void open() {
        file = folder.resolve("run/results.csv");
        store = new ResultStore(file);
    }

    @Test
    void a_missing_file_has_no_rows() {
        assertThat(store.rows()).isEmpty();
        assertThat(store.read().warnings()).isEmpty();
    }

    @Test
    void rows_come_back_as_they_were_written() throws IOException {
        store.append(FULL);
        new ResultStore(file).append(FAILED);
        assertThat(store.rows()).containsExactly(FULL, FAILED);
        assertThat(store.read().warnings()).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(3).first().asString().startsWith("schema,kind,upstream,");
    }

    @Test
    void numbers_do_not_depend_on_the_locale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            store.append(FULL);
            assertThat(Files.readString(file)).contains(",12.345678901234567,").doesNotContain("12,34");
            assertThat(store.rows()).containsExactly(FULL);
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(store.rows()).containsExactly(FULL);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void text_with_line_breaks_stays_one_line() throws IOException {
        store.append(row("wer", 1.0, null, "first\r\nsecond"));
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(store.rows().get(0).detail()).isEqualTo("first second");
    }

    @Test
    void a_torn_last_line_is_left_out_wherever_it_was_torn_and_cut_off_by_the_next_row() throws IOException {
        store.append(FULL);
        int whole = (int) Files.size(file);
        store.append(row("per", 3.0, null, "größer"));
        byte[] bytes = Files.readAllBytes(file);
        for (int length = whole + 1; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThat(store.rows()).containsExactly(FULL);
            assertThat(store.read().warnings()).singleElement().asString().contains("torn");
        }
        store.append(FAILED);
        assertThat(store.rows()).containsExactly(FULL, FAILED);
        assertThat(store.read().warnings()).isEmpty();
    }

    @Test
    void a_torn_header_is_written_again() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "schema,ki");
        assertThat(store.rows()).isEmpty();
        store.append(FULL);
        assertThat(store.rows()).containsExactly(FULL);
    }

    @Test
    void rows_of_another_schema_are_left_out_with_a_warning() throws IOException {
        store.append(FULL);
        store.append(FAILED);
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int second = text.indexOf('\n') + 1;
        Files.writeString(file, text.substring(0, second) + "9" + text.substring(second + 1));
        assertThat(store.rows()).containsExactly(FAILED);
        assertThat(store.read().warnings()).singleElement().asString().contains("results.csv:2", "schema is '9'");
    }

    @Test
    void a_value_that_is_no_finite_number_is_never_read() throws IOException {
        store.append(FULL);
        String text = Files.readString(file);
        for (String bad : new String[] {"NaN", "Infinity", "-Infinity", "twelve", "12;3", "1e999"}) {
            Files.writeString(file, text.replace("12.345678901234567", bad));
            assertThat(store.rows()).as(bad).isEmpty();
            assertThat(store.read().warnings())
                    .singleElement()
                    .asString()
                    .contains("results.csv:2", "value is '" + bad);
        }
    }

    @Test
    void a_value_that_is_no_finite_number_is_never_written() {
        assertThatThrownBy(() -> store.append(row("wer", Double.NaN, null, "")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.append(row("wer", 1.0, new Score.Interval(0, Double.POSITIVE_INFINITY), "")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void lines_with_too_few_fields_half_an_interval_or_no_direction_are_left_out() throws IOException {
        store.append(FULL);
        String text = Files.readString(file);
        Files.writeString(file, text + "1,score\n");
        assertThat(store.rows()).containsExactly(FULL);
        assertThat(store.read().warnings()).singleElement().asString().contains("results.csv:3", "2 fields");
        Files.writeString(file, text.replace(",14.25,", ",,"));
        assertThat(store.read().warnings()).singleElement().asString().contains("both ends");
        Files.writeString(file, text.replace(",lower,", ",down,"));
        assertThat(store.read().warnings()).singleElement().asString().contains("direction is 'down'");
    }

    @Test
    void a_file_with_another_header_is_refused() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "a,b\n1,2\n");
        assertRefused(store::rows, "results.csv:1: the header");
    }

    @Test
    void whether_an_upstream_uses_labels_is_a_word_or_nothing() throws IOException {
        ResultRow marked = row("wer", 2.5, null, "", true);
        store.append(FULL);
        store.append(marked);
        assertThat(Files.readAllLines(file)).element(0).asString().endsWith(",detail" + ADDED);
        assertThat(Files.readAllLines(file)).element(1).asString().endsWith(",ok,,,,,,,,,");
        assertThat(Files.readAllLines(file)).element(2).asString().endsWith(",ok,,yes,,,,,,,");
        assertThat(store.rows()).containsExactly(FULL, marked);
        Files.writeString(file, Files.readString(file).replace(",yes,", ",perhaps,"));
        assertThat(store.rows()).containsExactly(FULL);
        assertThat(store.read().warnings()).singleElement().asString().contains("uses_labels is 'perhaps'");
    }

    @Test
    void a_file_of_before_a_column_was_added_is_read_and_gets_it_with_the_next_row() throws IOException {
        store.append(FULL);
        store.append(FAILED);
        String strange = "9,of another version\n";
        Files.writeString(
                file, Files.readString(file).replaceAll("(" + ADDED + "|,,,,,,,,)\n", "\n") + strange + "1,torn");
        assertThat(Files.readAllLines(file)).first().asString().endsWith(",detail");
        assertThat(store.rows()).containsExactly(FULL, FAILED);

        ResultRow marked = row("wer", 2.5, null, "", true);
        store.append(marked);

        assertThat(store.rows()).containsExactly(FULL, FAILED, marked);
        assertThat(Files.readAllLines(file)).first().asString().endsWith(",detail" + ADDED);
        assertThat(Files.readString(file)).contains("\n" + strange).doesNotContain("torn");
    }

    @Test
    void a_row_that_cannot_be_written_leaves_a_file_of_before_as_it_is() throws IOException {
        store.append(FULL);
        String before = Files.readString(file).replaceAll("(" + ADDED + "|,,,,,,,,)\n", "\n");
        Files.writeString(file, before);
        assertThatThrownBy(() -> store.append(row("wer", Double.NaN, null, "")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).hasContent(before);
    }

    @Test
    void work_baseline_and_what_is_not_counted_have_columns_of_their_own() throws IOException {
        store.append(RATIO);
        store.append(TOTAL);
        assertThat(Files.readAllLines(file))
                .element(1)
                .asString()
                .contains(",\"fast over hubert, 4 x 15.0 s\",")
                .endsWith(",4 x 15.0 s,hubert,,,,");
        assertThat(Files.readAllLines(file))
                .element(2)
                .asString()
                .contains(",not counted: the training of a; not counted: the making of b,")
                .endsWith(",the training of a; the making of b,,,");
        assertThat(store.rows()).containsExactly(RATIO, TOTAL);
    }

    @Test
    void rows_of_before_those_columns_were_added_say_it_in_their_detail() throws IOException {
        store.append(RATIO);
        store.append(TOTAL);
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll(
                                "(,workload,baseline,not_counted,pretrain_seed,recipe,root_seed|,4 x 15.0 s,hubert,,,,|,,,the [^,]*,,,)\n",
                                "\n"));
        assertThat(Files.readString(file)).doesNotContain("workload");
        assertThat(store.rows()).containsExactly(RATIO, TOTAL);
    }

    @Test
    void the_seed_and_the_recipe_of_a_pre_training_come_back() {
        ResultRow trained = new ResultRow(
                FULL.kind(),
                FULL.subject().trainedBy(new Subject.Training(3L, "ab12", 1L)),
                FULL.protocol(),
                FULL.conditions(),
                FULL.measure(),
                FULL.cost(),
                FULL.status(),
                FULL.note());
        store.append(FULL);
        store.append(trained);
        assertThat(store.rows()).containsExactly(FULL, trained);
        assertThat(RowIdentity.of(FULL).difference(RowIdentity.of(trained))).isEqualTo("pre-training seed null and 3");
    }

    @Test
    void a_note_may_read_as_it_likes_without_touching_what_a_row_measures() {
        ResultRow noted = RATIO.noting("hubert over fast, not counted: this");
        store.append(noted);
        assertThat(store.rows()).containsExactly(noted);
        assertThat(RowIdentity.of(store.rows().get(0))).isEqualTo(RowIdentity.of(RATIO));
    }

    @Test
    void a_kind_that_this_version_does_not_know_costs_its_line_alone() throws IOException {
        store.append(FULL);
        store.append(FAILED);
        Files.writeString(file, Files.readString(file).replaceFirst("\n1,score,", "\n1,distilled,"));
        assertThat(store.rows()).containsExactly(FAILED);
        assertThat(store.read().warnings())
                .singleElement()
                .asString()
                .contains("kind is 'distilled'; wanted score, further");
    }

    private static ResultRow row(
            String metric, @Nullable Double value, Score.@Nullable Interval interval, String detail) {
        return row(metric, value, interval, detail, false);
    }

    private static ResultRow row(
            String metric,
            @Nullable Double value,
            Score.@Nullable Interval interval,
            String detail,
            boolean usesLabels) {
        Metric measured = new Metric(metric, metric.toUpperCase(Locale.ROOT), "%", Metric.Direction.LOWER_IS_BETTER);
        return new ResultRow(
                RowKind.SCORE,
                new Subject("hubert small, ours", "hubert", "small", "pretrained", "00ff", usesLabels),
                new Protocol("asr", "asr", 1, "superb", "lstm(2 x 1024)", "test-other", ""),
                Conditions.ofPrecision("bf16"),
                new Measure(measured, value, 60, interval, value == null ? null : 7L, ""),
                new Cost(value == null ? null : 3.5, 1e-4),
                value == null ? Status.FAILED : Status.OK,
                detail);
    }
}
