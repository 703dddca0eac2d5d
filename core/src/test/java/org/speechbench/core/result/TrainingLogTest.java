package org.speechbench.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogTest {
    @TempDir
    Path folder;

    private Path file;
    private TrainingLog log;

    @BeforeEach
    void open() {
        file = folder.resolve("pretrain/small/events.csv");
        log = TrainingLog.pretraining(file);
    }

    @Test
    void events_come_back_as_they_were_written_in_any_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            log.append(event(10, 6.25, null));
            log.append(event(20, 5.5, 5.75));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(log.read()).containsExactly(event(10, 6.25, null), event(20, 5.5, 5.75));
    }

    @Test
    void losses_by_layer_and_the_use_of_classes_come_back() {
        TrainingEvent event = new TrainingEvent(
                1,
                Map.of(
                        "layer_losses/12",
                        2.25,
                        "layer_losses/4",
                        2.5,
                        "classes_predicted",
                        0.75,
                        "prediction_perplexity",
                        31.5,
                        "dev_unmasked_accuracy",
                        0.625));
        log.append(event);
        assertThat(log.read()).containsExactly(event);
        assertThat(log.read().get(0).byLayer("layer_losses")).containsExactly(Map.entry(4, 2.5), Map.entry(12, 2.25));
    }

    @Test
    void a_file_without_diagnostics_is_read_and_can_be_continued() throws IOException {
        log.append(event(10, 6.25, 5.5));
        String old = Files.readString(file).replaceAll("(?m)(,[^,\\n]*){4}$", "");
        assertThat(old).startsWith("step,").contains("dev_masked_accuracy\n").doesNotContain("layer_losses");
        Files.writeString(file, old);
        assertThat(log.read()).containsExactly(event(10, 6.25, 5.5));
        log.truncateAfter(10);
        log.append(event(20, 6, null));
        assertThat(log.warnings()).isEmpty();
        assertThat(log.read()).containsExactly(event(10, 6.25, 5.5), event(20, 6, null));
    }

    @Test
    void what_is_not_finite_is_stored_as_absent_and_read_as_nan() throws IOException {
        log.append(event(1, Double.POSITIVE_INFINITY, null));
        assertThat(log.read().get(0).value("loss")).isNaN();
        assertThat(Files.readString(file)).doesNotContain("Infinity").doesNotContain("NaN");
    }

    @Test
    void resuming_from_a_step_drops_what_came_later_and_what_was_torn() throws IOException {
        for (int step = 10; step <= 50; step += 10) {
            log.append(event(step, 1.0 / step, null));
        }
        Files.writeString(file, "60,1.0,0.", StandardOpenOption.APPEND);
        assertThat(log.warnings()).singleElement().asString().contains("torn");
        log.truncateAfter(30);
        assertThat(log.read()).extracting(TrainingEvent::step).containsExactly(10L, 20L, 30L);
        assertThat(log.warnings()).isEmpty();
        log.append(event(40, 0.5, null));
        assertThat(log.read()).extracting(TrainingEvent::step).containsExactly(10L, 20L, 30L, 40L);
    }

    @Test
    void truncating_where_nothing_is_later_leaves_the_file_alone() throws IOException {
        log.truncateAfter(5);
        assertThat(file).doesNotExist();
        log.append(event(1, 2, null));
        String text = Files.readString(file);
        log.truncateAfter(1);
        assertThat(file).hasContent(text);
    }

    @Test
    void an_objective_may_have_columns_of_its_own_behind_the_usual_ones() throws IOException {
        TrainingLog further = TrainingLog.pretraining(file, "loss", "contrast");
        further.append(new TrainingEvent(5, Map.of("loss", 2.0, "contrast", 0.5, "unknown", 1.0)));
        assertThat(Files.readString(file))
                .startsWith("step,")
                .contains(",contrast\n")
                .doesNotContain("unknown");
        assertThat(log.read()).containsExactly(new TrainingEvent(5, Map.of("loss", 2.0, "contrast", 0.5)));
    }

    @Test
    void a_fine_tuning_has_fewer_columns() {
        TrainingLog tuned = TrainingLog.finetuning(folder.resolve("finetune/small/events.csv"));
        TrainingEvent event = new TrainingEvent(5, Map.of("loss", 2.5, "dev", 31.5, "seconds", 1.0));
        tuned.append(event);
        assertThat(tuned.read()).containsExactly(event);
        assertThat(event.scalars()).containsOnly(Map.entry("loss", 2.5), Map.entry("dev", 31.5));
    }

    private static TrainingEvent event(long step, double loss, Double devLoss) {
        Map<String, Double> values =
                new HashMap<>(Map.of("seconds", 1.5, "audio_hours", 0.25, "loss", loss, "masked_loss", 6.0));
        values.putAll(Map.of("masked_accuracy", 0.125, "grad_norm", 3.0, "learning_rate", 5e-4));
        values.put("dev_loss", devLoss == null ? Double.NaN : devLoss);
        return new TrainingEvent(step, values);
    }
}
