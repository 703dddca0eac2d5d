package org.speechbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.Home;
import org.speechbench.core.result.Metrics;
import org.speechbench.engine.Precision;
import org.speechbench.reports.html.Numbers;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.pretrain.Pretraining;

/** The arithmetic of docs/gpu.md against cards and schedules. */
class GpuDocumentTest {
    private static final List<Integer> RATES = List.of(25, 50, 100, 200);
    private static final double SECONDS_AN_HOUR = 3600;

    private final String document = read();

    private static String read() {
        try {
            return Files.readString(Home.find().root().resolve("docs").resolve("gpu.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UpstreamCard card(String provider, String size) {
        return Services.load().upstreams().describe(UpstreamSpec.of(provider, size, 1, Precision.BF16));
    }

    private static double gigaFlops(String provider, String size) {
        return card(provider, size).cost().gigaFlopsPerSecond();
    }

    private static PublishedSchedule schedule(String provider, String size) {
        return Services.load()
                .upstreams()
                .require(provider, Pretraining.class, "be pre-trained")
                .publishedSchedule(UpstreamSpec.of(provider, size, 1, Precision.BF16));
    }

    private static ExperimentConfig experiment(String file) {
        return new ConfigReader()
                .read(List.of(Home.find().experiment(file)), List.of())
                .config();
    }

    private static String number(double value) {
        return Numbers.significant(value, 3);
    }

    private static String line(String head, List<String> cells) {
        return "| " + head + " | " + String.join(" | ", cells) + " |\n";
    }

    /** GFLOP an audio-second, million audio-seconds, EFLOP, and hours at each rate. */
    private static String cost(String what, double gigaFlops, double audioSeconds) {
        List<String> cells = new ArrayList<>(
                List.of(number(gigaFlops), number(audioSeconds / 1e6), number(gigaFlops * audioSeconds / 1e9)));
        RATES.forEach(rate -> cells.add(number(gigaFlops * audioSeconds / (1000.0 * rate) / SECONDS_AN_HOUR)));
        return line(what, cells);
    }

    @ParameterizedTest
    @CsvSource({"hubert, base", "hubert, large", "fast_hubert, base"})
    void every_published_schedule_has_its_line(String provider, String size) {
        schedule(provider, size).stages().forEach(stage -> assertThat(document)
                .contains(cost(
                        "`" + provider + "` " + size + ", " + stage.name(),
                        gigaFlops(provider, size),
                        stage.audioSeconds())));
    }

    @Test
    void both_iterations_of_hubert_are_added_up() {
        assertThat(document)
                .contains(cost(
                        "`hubert` base, all",
                        gigaFlops("hubert", "base"),
                        schedule("hubert", "base").audioSeconds()));
    }

    @Test
    void the_ladders_own_choice_of_a_schedule_is_that_of_its_file() {
        PretrainEntry s5 = experiment("fast-hubert-ladder.yaml").pretrain().get("s5");
        assertThat(s5).isNotNull();
        assertThat(document)
                .contains(cost(
                        "`fast_hubert` base, `s5` of the ladder",
                        gigaFlops("fast_hubert", "base"),
                        s5.training().schedule().steps()
                                * s5.training().schedule().batchSeconds()));
    }

    @ParameterizedTest
    @CsvSource({"hubert", "fast_hubert"})
    void speeds_and_hours_follow_from_the_rate(String provider) {
        double gigaFlops = gigaFlops(provider, "base");
        assertThat(document)
                .contains(atRates("`" + provider + "` base, audio-s/s", rate -> 1000 * rate / gigaFlops))
                .contains(atRates(
                        "`" + provider + "` base, hours for 1 M audio-s",
                        rate -> 1e6 * gigaFlops / (1000 * rate) / SECONDS_AN_HOUR));
    }

    private static String atRates(String head, DoubleUnaryOperator value) {
        return line(
                head,
                RATES.stream().map(rate -> number(value.applyAsDouble(rate))).toList());
    }

    @Test
    void the_ratio_of_both_is_that_of_their_arithmetic() {
        double ratio = gigaFlops("hubert", "base") / gigaFlops("fast_hubert", "base");
        assertThat(document).contains("At equal rates Fast-HuBERT is " + Numbers.fixed(ratio, 2) + "x as fast");
    }

    @Test
    void what_others_have_published_is_turned_into_rates_by_the_same_arithmetic() {
        double fast = schedule("fast_hubert", "base").audioSeconds() / (8 * 1.1 * 24 * SECONDS_AN_HOUR);
        double second = schedule("hubert", "base").stages().get(1).audioSeconds() / (16 * 10 * SECONDS_AN_HOUR);
        assertThat(document)
                .contains("8 V100 | " + rate(fast, gigaFlops("fast_hubert", "base")))
                .contains("16 H100 | " + rate(second, gigaFlops("hubert", "base")));
    }

    private static String rate(double speed, double gigaFlops) {
        return number(speed) + " | " + number(speed * gigaFlops / 1000) + " |\n";
    }

    @Test
    void the_memory_of_weights_and_optimiser_is_16_bytes_a_parameter() {
        assertThat(List.of(gigabytes("hubert", "base"), gigabytes("fast_hubert", "base"), gigabytes("hubert", "large")))
                .containsExactly("1.5", "1.5", "5.0");
        assertThat(document)
                .contains("16 bytes a parameter: without heads 1.5 GB", "5.0 GB for `hubert` of size `large`");
    }

    private static String gigabytes(String provider, String size) {
        return Numbers.fixed(16 * card(provider, size).cost().parameters() / 1e9, 1);
    }

    @Test
    void every_figure_of_a_device_is_explained() {
        assertThat(List.of(
                        Metrics.SPEED,
                        Metrics.TERAFLOPS,
                        Metrics.CEILING_SHARE,
                        Metrics.DEVICE_MEMORY,
                        Metrics.HOURS_PER_MILLION,
                        Metrics.PUBLISHED_SCHEDULE))
                .allSatisfy(metric -> assertThat(document).contains("| `" + metric.id() + "` | "));
    }

    @Test
    void the_table_of_training_steps_has_the_rows_of_the_experiment() {
        ThroughputEntry timed = Objects.requireNonNull(experiment("gpu.yaml").throughput());
        assertThat(timed.timing().rounds()).isGreaterThanOrEqualTo(10);
        assertThat(timed.workload().seconds()).isEqualTo(15);
        timed.ladder().rows().forEach((label, row) -> assertThat(document)
                .contains("| `" + label + "` | "
                        + (row.batch() == 0 ? timed.workload().batch() : row.batch()) + " x 15 s | "));
    }

    /** As the arithmetic has it; the card's own ratio goes in by --set. */
    @Test
    void the_minutes_of_both_upstreams_are_equal_by_arithmetic() {
        Map<String, PretrainEntry> entries = experiment("gpu-quality.yaml").pretrain();
        double hubert = work(entries, "hubert_first") + work(entries, "hubert");
        assertThat(work(entries, "fast_hubert") / hubert).isBetween(0.98, 1.02);
    }

    private static double work(Map<String, PretrainEntry> entries, String label) {
        PretrainEntry entry = entries.get(label);
        assertThat(entry).as(label).isNotNull();
        return entry.training().schedule().steps()
                * entry.training().schedule().batchSeconds()
                * gigaFlops(entry.provider(), entry.size());
    }
}
