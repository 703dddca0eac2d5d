package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.batches.CropPlan;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.targets.LabelSource;

class BatchMakerTest {
    @TempDir
    static Path folder;

    private static final WaveformReader READER = new WaveformReader(new AudioReader(), "small");
    private static EngineContext engine;
    private static FeatureShards features;
    private static BatchMaker batches;

    /** A label is its number, so that a target tells where it was taken. */
    private record Positions(int stride) implements LabelSource {
        @Override
        public int classes() {
            return 1000;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("stride", Integer.toString(stride));
        }

        @Override
        public Labeler fit(List<Utterance> train, WaveformReader reader, Progress progress) {
            return new Labeler() {
                @Override
                public short[] label(Utterance utterance, Waveform waveform) {
                    short[] labels = new short[waveform.length() / stride + 1];
                    for (short t = 0; t < labels.length; t++) {
                        labels[t] = t;
                    }
                    return labels;
                }

                @Override
                public void close() {}
            };
        }
    }

    @BeforeAll
    static void make() throws IOException {
        engine = TestEngine.start();
        List<Utterance> utterances = SmallCorpus.write(folder, "u", 16, 3);
        Progress silent = Progress.silent();
        features = FeatureShards.open(
                folder.resolve("work"), Pretrainable.InputKind.WAVEFORM, utterances, READER, null, false, silent);
        batches = batches(new HubertProvider(), features, 160);
    }

    private static BatchMaker batches(UpstreamProvider provider, FeatureShards shards, int labelStride) {
        return batches(provider, shards, labelStride, 87.5);
    }

    private static BatchMaker batches(
            UpstreamProvider provider, FeatureShards shards, int labelStride, double groupSeconds) {
        LabelShards labels = LabelShards.open(
                folder.resolve("work"),
                new Positions(labelStride),
                shards,
                shards.utterances(),
                READER,
                Progress.silent());
        PretrainOptions options = new PretrainOptions(0, 0, 0, 1, 10, 0.1, KernelSet.OPTIMISED);
        PretrainConfig usual =
                Pretrainings.config(1, 4, List.of(1.0, 2.0), 0.8, 200, 1e-3, 0, 0.01, 10, options, 1, 1, 1, false);
        PretrainConfig config = Pretrainings.config(usual, new PretrainConfig.Masking(0.8, 200, groupSeconds));
        UpstreamSpec upstream = UpstreamSpec.of(provider.name(), "test", 1, Precision.FP32);
        try (Pretrainable model =
                provider.capability(Pretraining.class).orElseThrow().pretrainable(engine, upstream, options, 1000)) {
            List<Integer> items = IntStream.range(0, 16).boxed().toList();
            return new BatchMaker(model, config, shards, labels, items, 1, false, null);
        }
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void samples_are_those_of_the_recording() {
        Waveform first = READER.read(features.utterances().get(0));
        float[] samples = new float[1000];
        features.copy(0, 500, 1000, samples, 0);
        assertThat(samples).isEqualTo(Arrays.copyOfRange(first.samples(), 500, 1500));
    }

    @Test
    void a_recording_too_short_for_a_label_is_bad() throws IOException {
        Path file = folder.resolve("short.wav");
        java.nio.file.Files.write(file, SmallCorpus.wav(399, new java.util.SplittableRandom(1)));
        List<Utterance> two =
                List.of(features.utterances().get(0), new Utterance("short", file, 399, "s", "train", Map.of()));
        Path work = folder.resolve("shortwork");
        Progress silent = Progress.silent();
        assertRefused(
                () -> FeatureShards.open(work, Pretrainable.InputKind.WAVEFORM, two, READER, null, false, silent),
                "399 samples");
        assertThat(FeatureShards.open(work, Pretrainable.InputKind.WAVEFORM, two, READER, null, true, silent)
                        .utterances())
                .containsExactly(two.get(0));
    }

    @Test
    void crops_start_at_any_sample_and_every_frame_has_the_label_nearest_to_its_place() {
        boolean cropped = false;
        boolean between = false;
        for (int step = 0; step < batches.plan().batchesPerEpoch(); step++) {
            PretrainBatch batch = batches.make(step);
            CropPlan.Batch plan = batches.plan().batch(step);
            assertThat(batch.audioSeconds()).isEqualTo(4);
            for (int b = 0; b < batch.size(); b++) {
                int start = batch.frames().targets()[b * batch.frames().each()];
                for (int t = 0; t < batch.frames().each(); t++) {
                    assertThat(batch.frames().targets()[b * batch.frames().each() + t])
                            .isEqualTo(start + 2 * t);
                }
                int crop = b;
                int item = plan.items()[b];
                int first = Math.max(0, 160 * start - 80);
                int last = Math.min(features.units(item) - batch.crops().units(), 160 * start + 80);
                assertThat(IntStream.rangeClosed(first, last).anyMatch(from -> isAt(batch, crop, item, from)))
                        .as("within 5 ms of its first label")
                        .isTrue();
                cropped |= start > 0;
                between |= !isAt(
                        batch,
                        crop,
                        item,
                        Math.min(
                                160 * start,
                                features.units(item) - batch.crops().units()));
            }
        }
        assertThat(cropped && between).isTrue();
    }

    private static boolean isAt(PretrainBatch batch, int crop, int item, int start) {
        float[] there = new float[batch.crops().units()];
        features.copy(item, start, batch.crops().units(), there, 0);
        int from = crop * batch.crops().units();
        return Arrays.equals(
                Arrays.copyOfRange(
                        batch.crops().input(), from, from + batch.crops().units()),
                there);
    }

    @Test
    void of_labels_every_20_ms_a_40_ms_frame_takes_every_second_from_the_one_nearest_to_the_start() {
        Progress silent = Progress.silent();
        FeatureShards banks = FeatureShards.open(
                folder.resolve("work"),
                Pretrainable.InputKind.FBANK80,
                features.utterances(),
                READER,
                SmallCorpus::filterBank,
                false,
                silent);
        BatchMaker tens = batches(new FastHubertProvider(), banks, 160);
        BatchMaker twenties = batches(new FastHubertProvider(), banks, 320);
        boolean odd = false;
        for (int step = 0; step < tens.plan().batchesPerEpoch(); step++) {
            PretrainBatch fine = tens.make(step);
            PretrainBatch coarse = twenties.make(step);
            assertThat(coarse.crops().input()).isEqualTo(fine.crops().input());
            for (int b = 0; b < coarse.size(); b++) {
                int start = fine.frames().targets()[b * fine.frames().each()];
                odd |= start % 2 == 1;
                for (int t = 0; t < coarse.frames().each(); t++) {
                    assertThat(fine.frames().targets()[b * fine.frames().each() + t])
                            .isEqualTo(start + 4 * t);
                    assertThat(coarse.frames().targets()[b * fine.frames().each() + t])
                            .isEqualTo((int) Math.rint(start * 50 / 100.0) + 2 * t);
                }
            }
        }
        assertThat(odd).isTrue();
    }

    @Test
    void a_model_with_more_frames_than_labels_repeats_them() {
        PretrainBatch fine = batches.make(0);
        PretrainBatch coarse = batches(new HubertProvider(), features, 640).make(0);
        for (int b = 0; b < coarse.size(); b++) {
            int start = coarse.frames().targets()[b * coarse.frames().each()];
            // The first label every 40 ms is within 20 ms of the start, the first every 10 ms within 5.
            assertThat(Math.abs(4 * start
                            - fine.frames().targets()[b * fine.frames().each()]))
                    .isLessThanOrEqualTo(2);
            for (int t = 0; t < coarse.frames().each(); t++) {
                assertThat(coarse.frames().targets()[b * coarse.frames().each() + t])
                        .isEqualTo(start + t / 2);
            }
        }
    }

    @Test
    void masks_are_trimmed_within_groups_of_the_length_that_is_set() {
        // A crop of its own is not trimmed; two of 2 s share a number; 87.5 s mean many more crops than there are.
        double alone = masked(1);
        double pairs = masked(4);
        double published = masked(87.5);
        assertThat(alone).isGreaterThan(pairs);
        assertThat(pairs).isGreaterThan(published);
        PretrainBatch batch = batches(new HubertProvider(), features, 160, 87.5).make(0);
        assertThat(IntStream.range(0, batch.size()).map(b -> masked(batch, b)).distinct())
                .hasSize(1);
    }

    private static double masked(double groupSeconds) {
        BatchMaker maker = batches(new HubertProvider(), features, 160, groupSeconds);
        double frames = 0;
        double hidden = 0;
        for (int step = 0; step < 40; step++) {
            PretrainBatch batch = maker.make(step);
            frames += batch.frames().masked().length;
            hidden +=
                    IntStream.range(0, batch.size()).map(b -> masked(batch, b)).sum();
        }
        return hidden / frames;
    }

    private static int masked(PretrainBatch batch, int crop) {
        return (int) IntStream.range(
                        crop * batch.frames().each(),
                        (crop + 1) * batch.frames().each())
                .filter(t -> batch.frames().masked()[t])
                .count();
    }

    @Test
    void a_batch_depends_on_its_step_only() {
        PretrainBatch again = batches.make(3);
        batches.make(100);
        assertThat(batches.make(3)).usingRecursiveComparison().isEqualTo(again);
        assertThat(batches.make(3 + batches.plan().batchesPerEpoch()).crops().input())
                .isNotEqualTo(again.crops().input());
    }
}
