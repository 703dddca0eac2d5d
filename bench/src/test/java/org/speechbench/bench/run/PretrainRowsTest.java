package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Subject;
import org.speechbench.upstream.pretrain.PretrainResult;
import org.speechbench.upstream.training.TrainerResult;

/** What pre-trainings cost that rest on one another. */
class PretrainRowsTest {
    private static final ExperimentConfig CONFIG = new ConfigReader()
            .parse(
                    "chain.yaml",
                    """
                    pretrain:
                      first: { provider: hubert, size: test }
                      second: { provider: hubert, size: test, targets: { kind: kmeans_layer, from: first } }
                      third: { provider: hubert, size: test, targets: { kind: kmeans_layer, from: second } }
                      outside: { provider: hubert, size: test, targets: { kind: kmeans_layer, checkpoint: a/model } }
                      after: { provider: hubert, size: test, targets: { kind: kmeans_layer, from: outside } }
                      file: { provider: hubert, size: test, targets: { kind: label_file, labels: a.km } }
                    """,
                    List.of())
            .config();

    private final List<ResultRow> rows = new ArrayList<>();

    @Test
    void a_total_has_preparation_training_and_every_pre_training_before_it() {
        finish("first", 100, 10);
        finish("second", 200, 20);
        finish("third", 300, 30);

        assertThat(value("first", "seconds")).isEqualTo(100);
        assertThat(value("first", "prepare_seconds")).isEqualTo(10);
        assertThat(value("first", "total_seconds")).isEqualTo(110);
        assertThat(value("second", "total_seconds")).isEqualTo(330);
        assertThat(value("third", "total_seconds")).isEqualTo(660);
        assertThat(rows).allSatisfy(r -> assertThat(r.detail()).isEmpty());
    }

    @Test
    void what_was_made_outside_of_the_run_is_said_to_be_missing_all_along_the_chain() {
        finish("outside", 100, 10);
        finish("after", 200, 20);
        finish("file", 300, 30);

        assertThat(value("outside", "total_seconds")).isEqualTo(110);
        assertThat(detail("outside")).isEqualTo("not counted: the pre-training of a/model");
        assertThat(value("after", "total_seconds")).isEqualTo(330);
        assertThat(detail("after")).isEqualTo("not counted: the pre-training of a/model");
        assertThat(detail("file")).isEqualTo("not counted: the making of a.km");
    }

    @Test
    void there_is_no_total_on_a_pre_training_of_unknown_cost() {
        finish("first", 100, 10);
        rows.removeIf(r -> r.metric().id().equals("total_seconds"));
        finish("second", 200, 20);

        assertThat(rows)
                .filteredOn(r -> r.upstream().equals("second"))
                .extracting(r -> r.metric().id())
                .doesNotContain("total_seconds")
                .contains("prepare_seconds");
    }

    @Test
    void what_went_into_something_else_than_steps_is_a_share_of_the_training() {
        finish("first", 100, 10);
        assertThat(value("first", "outside_steps")).isCloseTo(4, within(1e-9));
    }

    @Test
    void every_device_costs_its_hours() {
        finish("first", 7200, 10);
        finish("second", 7200, 20, 4);

        assertThat(value("first", "device_hours")).isEqualTo(2);
        assertThat(value("second", "device_hours")).isEqualTo(8);
        assertThat(TestExperiment.row(rows, "second", "device_hours").detail()).isEqualTo("4 devices");
    }

    @Test
    void the_seconds_of_training_come_last() {
        finish("first", 100, 10);
        assertThat(rows)
                .extracting(r -> r.metric().id())
                .last(InstanceOfAssertFactories.STRING)
                .isEqualTo("seconds");
    }

    private void finish(String label, double training, double preparation) {
        finish(label, training, preparation, 1);
    }

    private void finish(String label, double training, double preparation, int devices) {
        PretrainEntry entry = Objects.requireNonNull(CONFIG.pretrain().get(label));
        TrainerResult trained = new TrainerResult(true, 1000, 4, training - 5, 0.96 * (training - 5), training, 0);
        PretrainResult result = new PretrainResult(trained, preparation, 2.0, 0.5, null, null);
        TrainingRows columns = new TrainingRows(
                new RowTemplate(
                        RowKind.PRETRAIN,
                        new Subject(label, entry.provider(), entry.size(), "pretrained", "00ff", false),
                        Protocol.ofSplit("dev"),
                        Conditions.ofPrecision("bf16"),
                        1L),
                entry.training().schedule().learningRate());
        rows.addAll(new PretrainRows(columns, entry, entry.needs(), devices).finished(result, null, List.copyOf(rows)));
    }

    private double value(String label, String metric) {
        return Objects.requireNonNull(TestExperiment.row(rows, label, metric).value());
    }

    private String detail(String label) {
        return TestExperiment.row(rows, label, "total_seconds").detail();
    }
}
