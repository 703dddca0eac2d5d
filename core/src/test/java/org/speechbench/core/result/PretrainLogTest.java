package org.speechbench.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainLogTest {
    @TempDir
    Path folder;

    private Path file;
    private PretrainLog log;

    @BeforeEach
    void open() {
        file = folder.resolve("pretrain/small/events.csv");
        log = new PretrainLog(file);
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
        PretrainDiagnostics seen = new PretrainDiagnostics(Map.of(12, 2.25, 4, 2.5), 0.75, 31.5, 0.625);
        PretrainEvent event = new PretrainEvent(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.0, 1.0, seen);
        log.append(event);
        assertThat(log.read()).containsExactly(event);
        assertThat(log.read().get(0).diagnostics().layerLosses())
                .containsExactly(Map.entry(4, 2.5), Map.entry(12, 2.25));
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
        assertThat(log.read().get(0).loss()).isNaN();
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
        assertThat(log.read()).extracting(PretrainEvent::step).containsExactly(10L, 20L, 30L);
        assertThat(log.warnings()).isEmpty();
        log.append(event(40, 0.5, null));
        assertThat(log.read()).extracting(PretrainEvent::step).containsExactly(10L, 20L, 30L, 40L);
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

    private static PretrainEvent event(long step, double loss, Double devLoss) {
        return new PretrainEvent(
                step, 1.5, 0.25, loss, 6, 7, 0.125, 0.5, 3, 5e-4, 210.5, devLoss, null, PretrainDiagnostics.NONE);
    }
}
