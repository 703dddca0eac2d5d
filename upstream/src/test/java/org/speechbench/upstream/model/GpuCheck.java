package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.optim.AdamW;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainOptions;

/**
 * Writes finished training scripts for {@code scripts/gpu_check.py}, which runs them without Java, and runs it on the CPU.
 * With {@code -Dspeechbench.scripts=FOLDER} the scripts for a GPU are left in a folder.
 */
public final class GpuCheck {
    private static final String PYTHON = "/usr/bin/python3";
    private static final int CLASSES = 100;

    private GpuCheck() {}

    /** What each section found, by its name. */
    public static Map<String, JsonNode> run(Path folder, List<Architecture> networks)
            throws IOException, InterruptedException {
        String wanted = System.getProperty("speechbench.scripts", "");
        if (!wanted.isEmpty()) {
            write(Path.of(wanted), networks, Device.gpu());
        }
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON)) && python("-c", "import torch") == 0,
                "needs Debian's python3-torch");
        Path scripts = folder.resolve("scripts");
        write(scripts, networks, Device.cpu());
        Path found = folder.resolve("found.jsonl");
        int status = python(
                script().toString(),
                "--scripts",
                scripts.toString(),
                "--out",
                found.toString(),
                "--device",
                "cpu",
                "--steps",
                "1");
        Map<String, JsonNode> sections = new LinkedHashMap<>();
        for (String line : Files.readAllLines(found)) {
            JsonNode section = new ObjectMapper().readTree(line);
            sections.put(section.path("section").asText(), section.path("result"));
        }
        assertThat(status).as(sections.toString()).isZero();
        return sections;
    }

    /** Fails unless every section found on the CPU what it has to find there. */
    public static void assertSound(Map<String, JsonNode> found) {
        assertThat(found).containsKeys("A_environment", "E_times");
        assertThat(Objects.requireNonNull(found.get("B_steps"))).hasSize(2).allSatisfy(step -> {
            assertThat(step.path("loss").asDouble()).isPositive();
            assertThat(step.path("finite").asBoolean()).isTrue();
        });
        assertThat(Objects.requireNonNull(found.get("C_bits"))).hasSize(2).allSatisfy(differing -> assertThat(differing)
                .isEmpty());
        JsonNode optimiser = Objects.requireNonNull(found.get("D_optimiser"));
        if (!optimiser.has("left_out")) {
            assertThat(optimiser.path("worst").asDouble()).isLessThan(1e-6);
            assertThat(optimiser.path("steps").asInt()).isEqualTo(5);
            assertThat(optimiser.path("nan_changes_nothing").asBoolean()).isTrue();
        }
        assertThat(Objects.requireNonNull(found.get("F_recognizers")))
                .hasSize(1)
                .allSatisfy(recognizer -> {
                    assertThat(recognizer.path("finite").asBoolean()).isTrue();
                    assertThat(recognizer.path("finite_gradients").asBoolean()).isTrue();
                    assertThat(recognizer.path("loss").asDouble()).isPositive();
                });
        assertThat(Objects.requireNonNull(found.get("G_layouts"))).hasSize(2).allSatisfy(pass -> {
            assertThat(pass).hasSize(2).allSatisfy(layout -> assertThat(
                            layout.path("ms").asDouble())
                    .isPositive());
            double last = pass.path("channels_last").path("value").asDouble();
            double first = pass.path("channels_first").path("value").asDouble();
            assertThat(first / last).isCloseTo(1, within(1e-2));
        });
    }

    private static Path script() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("scripts/gpu_check.py"))) {
            here = Objects.requireNonNull(here.getParent());
        }
        return here.resolve("scripts/gpu_check.py");
    }

    private static int python(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start().waitFor();
    }

    /** Scripts of some networks for a kind of device, in fp32 without and in bf16 with dropout, and the optimiser. */
    private static void write(Path folder, List<Architecture> networks, Device device) throws IOException {
        Files.createDirectories(folder);
        for (Architecture a : networks) {
            network(folder, a, Precision.FP32, 0, device);
            network(folder, a, Precision.BF16, 0.1, device);
            recognizer(folder, a, device);
        }
        for (PositionalLayout layout : PositionalLayout.values()) {
            layout(folder, layout, device);
        }
        Fragment adamw = Fragment.of(AdamW.class, "adamw.py")
                .constant("BETA1", 0.9)
                .constant("BETA2", 0.98)
                .constant("EPSILON", 1e-6)
                .constant("DECAY", 0.01)
                .constant("CLIP", 10.0);
        write(folder, "adamw", new ScriptSource(Precision.FP32).add(adamw), Map.of());
    }

    private static void network(Path folder, Architecture a, Precision precision, double dropout, Device device)
            throws IOException {
        ScriptAssembler network = ScriptAssembler.pretraining(a, CLASSES);
        PretrainOptions options = new PretrainOptions(dropout, 0, 0, 0.1, 10, 0.1, KernelSet.OPTIMISED);
        write(
                folder,
                a.provider() + "_" + precision.id(),
                network.trainSource(a, precision, options, ComputeDevice.of(device)),
                facts(a, network, precision, dropout));
    }

    /** Fine-tuning with CTC, in fp32 without dropout. */
    private static void recognizer(Path folder, Architecture a, Device device) throws IOException {
        ScriptAssembler network = ScriptAssembler.recognizer(a, CLASSES);
        write(
                folder,
                "ctc_" + a.provider(),
                network.recognizerSource(Precision.FP32, FinetuneOptions.NONE, ComputeDevice.of(device)),
                facts(a, network, Precision.FP32, 0));
    }

    /** The positional convolution of size base, or a small one for a CPU, in bf16. */
    private static void layout(Path folder, PositionalLayout layout, Device device) throws IOException {
        ConvolutionalPositions positions =
                device.isGpu() ? new ConvolutionalPositions(768, 128, 16) : new ConvolutionalPositions(64, 16, 4);
        Map<String, long[]> shapes = new LinkedHashMap<>();
        positions.parameters("").forEach(p -> shapes.put(p.name(), p.shape()));
        write(
                folder,
                "positions_" + layout.id(),
                PositionalTrial.source(positions, layout, Precision.BF16),
                Map.of("shapes", shapes, "frames", PositionalTrial.FRAMES, "size", positions.size()));
    }

    private static Map<String, Object> facts(
            Architecture a, ScriptAssembler network, Precision precision, double dropout) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        network.parameters().forEach(p -> shapes.put(p.name(), p.shape()));
        List<List<Integer>> windows = a.front().geometry().windows().stream()
                .map(w -> List.of(w.kernel(), w.stride(), w.padding()))
                .toList();
        return Map.of(
                "shapes", shapes,
                "windows", windows,
                "width", a.front().input().width(),
                "layers", a.encoder().layers(),
                "classes", CLASSES,
                "precision", precision.id(),
                "dropout", dropout);
    }

    private static void write(Path folder, String name, ScriptSource source, Map<String, Object> facts)
            throws IOException {
        Files.writeString(folder.resolve(name + ".py"), source.build());
        Files.writeString(folder.resolve(name + ".json"), new ObjectMapper().writeValueAsString(facts));
    }
}
