package org.speechbench.upstream.waveform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.Home;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.data2vec.Data2VecAudioFamily;
import org.speechbench.upstream.distilhubert.DistilHubertFamily;
import org.speechbench.upstream.hubert.HubertFamily;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.portable.NameMap;
import org.speechbench.upstream.unispeechsat.UniSpeechSatFamily;
import org.speechbench.upstream.wav2vec2.Wav2Vec2Family;
import org.speechbench.upstream.wavlm.WavLmFamily;

/**
 * Random weights of every family in the files of its toolkits, which PyTorch writes ({@code scripts/pack-checkpoints.py}),
 * to a model folder, to Hugging Face's layout, and back.
 */
class PackedCheckpointsTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final int HEADS = 4;

    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @TempDir
    static Path packed;

    @TempDir
    Path folder;

    /** How a toolkit packs a model. */
    private enum Layout {
        FAIRSEQ,
        MICROSOFT,
        S3PRL,
        DISTILLER,
        TORCHAUDIO,
        PYTORCH_MODEL,
        PYTORCH_MODEL_SHARDS,
        SAFETENSORS_SHARDS;

        boolean isHuggingFace() {
            return compareTo(TORCHAUDIO) > 0;
        }

        NameMap names(WaveformNetwork network) {
            if (this == TORCHAUDIO) {
                return network.blocks().countsDistances() ? NameMap.TORCHAUDIO_WAVLM : NameMap.TORCHAUDIO;
            }
            return isHuggingFace() ? NameMap.HUGGING_FACE : NameMap.FAIRSEQ;
        }
    }

    /** A model in a layout. */
    private record Packed(WaveformNetwork network, Layout layout) {
        Path place() {
            return packed.resolve(toString());
        }

        ToolkitTensors toolkit() {
            String prefix = layout.isHuggingFace()
                    ? network.family().names().modelType().replace('-', '_') + "."
                    : "";
            return new ToolkitTensors(network, layout.names(network), prefix, layout == Layout.PYTORCH_MODEL);
        }

        /** What the file does not tell. */
        Map<String, String> told() {
            if (layout != Layout.TORCHAUDIO) {
                return Map.of();
            }
            String large = Boolean.toString(network.transformer().preNorm());
            Map<String, String> told = new LinkedHashMap<>(
                    Map.of("heads", Integer.toString(HEADS), "norm_first", large, "normalize", large));
            network.family().stated().forEach(setting -> told.put(setting.name(), "800"));
            return told;
        }

        @Override
        public String toString() {
            return network.provider() + (network.convolutions().layerNorm() ? "-large-" : "-base-") + layout;
        }
    }

    private static List<Packed> all() {
        return Stream.of(
                        packed(new HubertFamily(), Layout.FAIRSEQ, Layout.S3PRL, Layout.TORCHAUDIO),
                        packed(new Wav2Vec2Family(), Layout.FAIRSEQ, Layout.S3PRL, Layout.TORCHAUDIO),
                        packed(new WavLmFamily(), Layout.MICROSOFT, Layout.TORCHAUDIO),
                        packed(new UniSpeechSatFamily(), Layout.MICROSOFT, Layout.TORCHAUDIO),
                        packed(new Data2VecAudioFamily(), Layout.FAIRSEQ, Layout.S3PRL),
                        packed(new DistilHubertFamily(), Layout.DISTILLER))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Packed> packed(WaveformFamily family, Layout... own) {
        List<Packed> all = new ArrayList<>();
        for (WaveformNetwork network : networks(family)) {
            Stream.of(own).forEach(layout -> all.add(new Packed(network, layout)));
            Stream.of(Layout.values())
                    .filter(Layout::isHuggingFace)
                    .forEach(layout -> all.add(new Packed(network, layout)));
        }
        return all;
    }

    /** Small ones of the kinds of Base and of Large, if the family has both; biases as in wav2vec 2.0 Large. */
    private static List<WaveformNetwork> networks(WaveformFamily family) {
        List<WaveformNetwork> published = new NamedSizes(family).published();
        return Stream.of(published.get(0), published.get(published.size() - 1))
                .map(size -> small(family, size))
                .distinct()
                .toList();
    }

    private static WaveformNetwork small(WaveformFamily family, WaveformNetwork size) {
        ConvolutionConfig front = size.convolutions();
        int kernel = front.layerNorm() && !size.transformer().preNorm() ? 5 : 16;
        WaveformNetwork small = new WaveformNetwork(
                        family,
                        "custom",
                        new TransformerConfig(
                                2, 32, HEADS, 64, kernel, 4, size.transformer().preNorm()),
                        new ConvolutionConfig(16, front.layerNorm(), front.bias(), front.waves()),
                        256)
                .with(size.blocks());
        return small.with(family.predictor(Map.of(
                "expand.weight", new TensorInfo("F32", new long[] {64, 32}),
                "split.weight", new TensorInfo("F32", new long[] {2, 32, 32}))));
    }

    @BeforeAll
    static void pack() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)), "needs " + PYTHON);
        List<Map<String, Object>> jobs = new ArrayList<>();
        for (Packed model : all()) {
            Map<String, TensorData> tensors = model.toolkit().data(drawn(model));
            if (model.layout() == Layout.SAFETENSORS_SHARDS) {
                writeShards(configured(model), tensors);
                continue;
            }
            Path weights = packed.resolve(model + ".safetensors");
            Safetensors.write(weights, tensors, Map.of());
            jobs.add(job(model, weights));
        }
        Path file = packed.resolve("jobs.json");
        new ObjectMapper().writeValue(file.toFile(), jobs);
        Path script = Home.find().root().resolve("scripts/pack-checkpoints.py");
        Process process = new ProcessBuilder(PYTHON, "-B", script.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assumeTrue(!said.contains("ModuleNotFoundError"), "needs Debian's python3-torch");
        assertThat(status).as(said).isZero();
    }

    /** torchaudio's models have no mask embedding, and get zeros. */
    private static Map<String, TensorData> drawn(Packed model) {
        Map<String, TensorData> drawn = ToolkitTensors.random(model.network());
        if (model.layout() == Layout.TORCHAUDIO) {
            drawn.remove("mask_embedding");
        }
        return drawn;
    }

    private static Map<String, Object> job(Packed model, Path weights) throws IOException {
        Map<String, Object> job = new LinkedHashMap<>(Map.of("weights", weights.toString()));
        job.put("out", model.place().toString());
        Map<String, Object> network = network(model.network());
        Map<String, Object> task =
                Map.of("_name", "audio_pretraining", "normalize", network.get("normalize"), "sample_rate", 16_000);
        switch (model.layout()) {
            case FAIRSEQ -> put(job, "model", Map.of("cfg", Map.of("model", network, "task", task)));
            case S3PRL -> put(
                    job,
                    "model_weight",
                    Map.of(
                            "task_cfg",
                            task,
                            "model_cfg",
                            network,
                            "dictionaries_symbols",
                            List.of(List.of("<s>", "<pad>"))));
            case MICROSOFT -> put(job, "model", Map.of("cfg", network));
            case DISTILLER -> put(job, "Distiller", Map.of("Config", Map.of("distiller", network)));
            case PYTORCH_MODEL -> job.put("out", configured(model).resolve("pytorch_model.bin"));
            case PYTORCH_MODEL_SHARDS -> {
                configured(model);
                job.put("shards", 3);
            }
            default -> {}
        }
        job.computeIfPresent("out", (key, value) -> value.toString());
        return job;
    }

    private static void put(Map<String, Object> job, String below, Map<String, Object> beside) {
        job.put("below", below);
        job.put("beside", beside);
    }

    /** The settings of a model as fairseq, Microsoft and s3prl name them. */
    private static Map<String, Object> network(WaveformNetwork network) {
        TransformerConfig c = network.transformer();
        boolean layerNorm = network.convolutions().layerNorm();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("extractor_mode", layerNorm ? "layer_norm" : "default");
        settings.put("encoder_layers", c.layers());
        settings.put("encoder_embed_dim", c.size());
        settings.put("encoder_ffn_embed_dim", c.feedForward());
        settings.put("encoder_attention_heads", c.heads());
        settings.put("activation_fn", "gelu");
        settings.put("layer_norm_first", c.preNorm());
        settings.put("conv_feature_layers", "[(16,10,5)] + [(16,3,2)] * 4 + [(16,2,2)] * 2");
        settings.put("conv_bias", network.convolutions().bias());
        settings.put("normalize", network.waves() != WaveNormalization.NONE);
        switch (network.provider()) {
            case "wavlm" -> settings.putAll(Map.of("num_buckets", 320, "max_distance", 800));
            case "distil_hubert" -> settings.putAll(Map.of("n_tasks", 2, "pred_layer_id", List.of(4, 12)));
            case "unispeech_sat" -> {}
            default -> settings.put("_name", network.provider());
        }
        return settings;
    }

    /** A folder with the configuration that an export has. */
    private static Path configured(Packed model) throws IOException {
        Path place = Files.createDirectories(model.place());
        ObjectMapper json = new ObjectMapper();
        Map<String, Object> config = HuggingFaceConfig.of(model.network());
        config.remove(HuggingFaceFolder.WAVES);
        json.writeValue(place.resolve("config.json").toFile(), config);
        boolean normalize = model.network().waves() != WaveNormalization.NONE;
        json.writeValue(place.resolve("preprocessor_config.json").toFile(), Map.of("do_normalize", normalize));
        return place;
    }

    private static void writeShards(Path place, Map<String, TensorData> tensors) throws IOException {
        Map<String, String> where = new LinkedHashMap<>();
        for (String file : List.of("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")) {
            Map<String, TensorData> part = new LinkedHashMap<>(tensors);
            boolean biases = file.startsWith("model-00002");
            part.keySet().removeIf(name -> name.endsWith("bias") != biases);
            part.keySet().forEach(name -> where.put(name, file));
            Safetensors.write(place.resolve(file), part, Map.of("format", "pt"));
        }
        new ObjectMapper()
                .writeValue(
                        place.resolve("model.safetensors.index.json").toFile(),
                        Map.of("metadata", Map.of(), "weight_map", where));
    }

    static Stream<Arguments> models() {
        return all().stream().map(model -> Arguments.of(model.toString(), model));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void every_bit_survives_and_the_file_tells_whose_it_is(String name, Packed model) {
        Relative first = new Relative(Relative.provider(model.network().family()), model.place(), model.told());
        CheckpointFacts known = first.describe().checkpoint();
        assertThat(known.labelsKnown()).isTrue();
        assertThat(known.usesLabels()).isFalse();
        assertThat(known.facts())
                .doesNotContainKeys("left_out", CheckpointFacts.CONTRADICTION)
                .hasEntrySatisfying("heads", heads -> assertThat(heads).startsWith("4, "));

        Relative ours = first.imported(folder.resolve("ours"));
        Relative back = ours.exported(folder.resolve("theirs"), model.toolkit().newWeightNorm())
                .imported(folder.resolve("back"));
        Map<String, TensorData> drawn = drawn(model);
        for (Relative kept : List.of(ours, back)) {
            Map<String, TensorData> read =
                    Safetensors.read(kept.place().resolve("model.safetensors")).tensors();
            drawn.forEach((parameter, tensor) -> assertThat(Objects.requireNonNull(read.get(parameter), parameter)
                            .bytes())
                    .as(parameter)
                    .isEqualTo(tensor.bytes()));
        }
        float[][] states = first.states(ENGINE);
        assertThat(ours.states(ENGINE)).isDeepEqualTo(states);
        assertThat(back.states(ENGINE)).isDeepEqualTo(states);
    }
}
