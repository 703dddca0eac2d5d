package org.speechbench.bench.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.SkippedUtterance;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.upstream.EncodeBatches;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.states.StatesIndex;

class EncodeJobTest {
    /** Upstream's own promise for padded batches. */
    private static final float ROUNDING = 1e-4f;

    private final EngineContext engine = EngineContext.cpu();
    private final Upstream upstream =
            new HubertProvider().open(engine, UpstreamSpec.of("hubert", "test", 1, Precision.FP32));

    @TempDir
    Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void twoRecordings() throws IOException {
        in = Files.createDirectories(folder.resolve("in"));
        out = folder.resolve("out");
        Path audio = Home.find().syntheticCorpus().resolve("audio").resolve("SYN-01");
        Files.copy(audio.resolve("SYN-01-001.flac"), in.resolve("a.b.flac"));
        Files.copy(audio.resolve("SYN-01-003.flac"), in.resolve("a_b.flac"));
    }

    @AfterEach
    void close() {
        upstream.close();
        engine.close();
    }

    @Test
    void npy_files_hold_what_the_upstream_says_of_each_utterance_alone() throws IOException {
        assertThat(run(StatesFormat.NPY, "all", false).encoded()).isEqualTo(2);

        for (StatesIndex.Entry entry : index().utterances()) {
            try (HiddenStates alone = upstream.encode(WaveformBatch.of(waveform(entry.id())));
                    NDList read = npy(out.resolve(entry.file()))) {
                NDArray states = read.get(0);
                assertThat(states.getShape().getShape()).containsExactly(3, alone.frames(0, 0), 32);
                assertThat(entry.frames()).isEqualTo(alone.frames(0, 0));
                for (int layer = 0; layer < 3; layer++) {
                    assertThat(states.get(layer).toFloatArray())
                            .containsExactly(alone.layers().get(layer).toFloatArray());
                }
            }
        }
    }

    @Test
    void safetensors_files_hold_one_tensor_a_layer_and_agree_with_a_padded_batch() {
        run(StatesFormat.SAFETENSORS, "0,2", false);

        List<StatesIndex.Entry> entries = index().utterances();
        List<Waveform> waveforms =
                entries.stream().map(entry -> waveform(entry.id())).toList();
        try (HiddenStates batch = upstream.encode(new WaveformBatch(waveforms))) {
            for (int row = 0; row < 2; row++) {
                Map<String, TensorData> tensors =
                        Safetensors.read(out.resolve(entries.get(row).file())).tensors();
                assertThat(tensors).containsOnlyKeys("hidden_states.0", "hidden_states.2");
                TensorData last = Objects.requireNonNull(tensors.get("hidden_states.2"));
                assertThat(last.shape()).containsExactly(batch.frames(2, row), 32);
                float[] padded = batch.layers().get(2).get(row).toFloatArray();
                float[] alone = last.floats();
                for (int i = 0; i < alone.length; i++) {
                    assertThat(alone[i]).isCloseTo(padded[i], within(ROUNDING));
                }
            }
        }
    }

    @Test
    void states_of_a_batch_are_those_of_the_padded_batch_and_differ_from_states_alone_by_rounding_at_most()
            throws IOException {
        // Two of equal length are encoded together; a third may be.
        Files.copy(in.resolve("a.b.flac"), in.resolve("c.flac"));
        EncodeBatches batches = new EncodeBatches(60);
        EncodeJob job = job(StatesFormat.SAFETENSORS, "2", false, batches);
        assertThat(job.run(utterances(), () -> false).encoded()).isEqualTo(3);
        assertThat(index().of().encoding().batchSeconds()).isEqualTo(60);

        for (StatesIndex.Entry entry : index().utterances()) {
            float[] together = Objects.requireNonNull(Safetensors.read(out.resolve(entry.file()))
                            .tensors()
                            .get("hidden_states.2"))
                    .floats();
            try (HiddenStates alone = upstream.encode(WaveformBatch.of(waveform(entry.id())))) {
                assertThat(together)
                        .usingComparatorWithPrecision(ROUNDING)
                        .containsExactly(alone.layers().get(2).toFloatArray());
            }
        }
        assertRefused(
                () -> job(StatesFormat.SAFETENSORS, "2", false), "batches of up to 60 s", "one by one", "--overwrite");
    }

    @Test
    void a_batch_of_which_a_part_exists_is_encoded_again_and_only_the_rest_is_written() throws IOException {
        Files.copy(in.resolve("a.b.flac"), in.resolve("c.flac"));
        EncodeBatches batches = new EncodeBatches(60);
        job(StatesFormat.NPY, "2", false, batches).run(utterances(), () -> false);
        Path first = out.resolve(index().utterances().get(0).file());
        byte[] whole = Files.readAllBytes(first);
        Files.writeString(first, "cut");

        assertThat(job(StatesFormat.NPY, "2", false, batches).run(utterances(), () -> false))
                .extracting("encoded", "kept")
                .containsExactly(1, 2);
        assertThat(first).hasBinaryContent(whole);
    }

    @Test
    void an_unreadable_recording_is_named_in_batches_too() throws IOException {
        Files.writeString(in.resolve("a.flac"), "no audio");
        EncodeJob.Result result =
                job(StatesFormat.NPY, "2", false, new EncodeBatches(60)).run(utterances(), () -> false);
        assertThat(result.encoded()).isEqualTo(2);
        assertThat(result.failed()).extracting(SkippedUtterance::id).containsExactly("a.flac");
    }

    @Test
    void an_index_of_before_there_were_batches_is_one_of_states_alone() throws IOException {
        run(StatesFormat.NPY, "2", false);
        Path file = StatesIndex.in(out);
        Files.writeString(file, Files.readString(file).replaceAll(",\\s*\"batch_seconds\" : 0.0", ""));
        assertThat(file).content().doesNotContain("batch_seconds");
        assertThat(run(StatesFormat.NPY, "2", false))
                .extracting("encoded", "kept")
                .containsExactly(0, 2);
    }

    @Test
    void states_are_added_with_the_kernels_of_those_that_are_there() throws IOException {
        assertThat(EncodeJob.adding(engine, out).choices().made()).isEmpty();
        run(StatesFormat.NPY, "2", false);
        Path file = StatesIndex.in(out);
        assertThat(file).content().doesNotContain("kernels");
        String subject = "cpu/positions/32x128/16_groups/fp32/encoded";
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "\"upstream\" :",
                                "\"kernels\" : { \"" + subject + "\" : \"channels_first\" }, \"upstream\" :"));
        assertRefused(() -> run(StatesFormat.NPY, "2", false), "kernels", "channels_first");

        UpstreamSpec spec = UpstreamSpec.of("hubert", "test", 1, Precision.FP32);
        try (Upstream opened = new HubertProvider().open(EncodeJob.adding(engine, out), spec)) {
            assertThat(opened.kernels()).isEqualTo(Map.of(subject, "channels_first"));
            assertThat(job(opened, StatesFormat.NPY, "2", false, EncodeBatches.ONE_BY_ONE)
                            .run(utterances(), () -> false))
                    .extracting("encoded", "kept")
                    .containsExactly(0, 2);
        }
    }

    @Test
    void ids_that_look_alike_as_file_names_have_files_of_their_own() {
        run(StatesFormat.NPY, "2", false);
        assertThat(index().utterances()).extracting(StatesIndex.Entry::file).doesNotHaveDuplicates();
    }

    @Test
    void what_is_whole_is_kept_and_what_is_not_is_encoded_again() throws IOException {
        run(StatesFormat.NPY, "2", false);
        assertThat(run(StatesFormat.NPY, "2", false))
                .extracting("encoded", "kept")
                .containsExactly(0, 2);

        Files.writeString(out.resolve(index().utterances().get(0).file()), "cut");
        assertThat(run(StatesFormat.NPY, "2", false))
                .extracting("encoded", "kept")
                .containsExactly(1, 1);

        Files.copy(in.resolve("a_b.flac"), in.resolve("a.b.flac"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(run(StatesFormat.NPY, "2", false))
                .extracting("encoded", "kept")
                .containsExactly(1, 1);
        assertThat(run(StatesFormat.NPY, "2", true))
                .extracting("encoded", "kept")
                .containsExactly(2, 0);
    }

    @Test
    void states_of_other_layers_are_neither_mixed_nor_replaced_unasked() throws IOException {
        run(StatesFormat.NPY, "2", false);
        assertRefused(() -> run(StatesFormat.NPY, "1", false), "layers [2]");
        assertThat(index().of().layers()).containsExactly(2);

        run(StatesFormat.SAFETENSORS, "1", true);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString().replaceFirst("^.*\\.", "")))
                    .containsExactlyInAnyOrder("safetensors", "safetensors", "json");
        }
    }

    @Test
    void an_unreadable_recording_is_named_and_stops_no_other() throws IOException {
        Files.writeString(in.resolve("a.flac"), "no audio");

        EncodeJob.Result result = run(StatesFormat.NPY, "2", false);

        assertThat(result.encoded()).isEqualTo(2);
        assertThat(result.failed()).extracting(SkippedUtterance::id).containsExactly("a.flac");
        assertThat(result.failed().get(0).reason()).contains("no audio file of a known kind");
        assertThat(index().utterances()).hasSize(2);
    }

    @Test
    void a_job_that_is_stopped_keeps_what_it_has() {
        assertThat(job(StatesFormat.NPY, "2", false).run(utterances(), () -> true))
                .extracting("encoded", "stopped")
                .containsExactly(0, true);
        assertThat(index().utterances()).isEmpty();
    }

    @Test
    void a_damaged_index_is_named() throws IOException {
        Files.createDirectories(out);
        Files.writeString(StatesIndex.in(out), "{ \"schema\" : 1");
        assertRefused(() -> run(StatesFormat.NPY, "2", false), "is no index of hidden states");
    }

    private EncodeJob.Result run(StatesFormat format, String layers, boolean overwrite) {
        return job(format, layers, overwrite).run(utterances(), () -> false);
    }

    private EncodeJob job(StatesFormat format, String layers, boolean overwrite) {
        return job(format, layers, overwrite, EncodeBatches.ONE_BY_ONE);
    }

    private EncodeJob job(StatesFormat format, String layers, boolean overwrite, EncodeBatches batches) {
        return job(upstream, format, layers, overwrite, batches);
    }

    private EncodeJob job(
            Upstream opened, StatesFormat format, String layers, boolean overwrite, EncodeBatches batches) {
        StatesIndex.Source source = new StatesIndex.Source(
                new StatesIndex.Encoding(
                        "hubert",
                        "test",
                        opened.digest(),
                        "fp32",
                        engine.version(),
                        "cpu",
                        batches.seconds(),
                        opened.kernels()),
                format.id(),
                LayerChoice.of(layers, 3, List.of()),
                32,
                50);
        return new EncodeJob(engine, opened, source, format, out, overwrite, Progress.silent());
    }

    private List<Utterance> utterances() {
        return SpeechInput.of(List.of(in), null, note -> {});
    }

    private StatesIndex index() {
        return Objects.requireNonNull(StatesIndex.read(out, ""));
    }

    private Waveform waveform(String id) {
        return new AudioReader().read(in.resolve(id));
    }

    /** By DJL, which reads such files from NumPy's archives of them. */
    private NDList npy(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("states.npy"));
            zip.write(Files.readAllBytes(file));
        }
        return NDList.decode(engine.manager(), bytes.toByteArray());
    }
}
