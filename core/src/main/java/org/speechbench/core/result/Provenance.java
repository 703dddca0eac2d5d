package org.speechbench.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's numbers come from.
 *
 * @param ceilings the measured speed of the matrix product in GFLOP/s, by precision, for example {@code fp32},
 *     {@code bf16}
 * @param warnings sentences that the report must show
 * @param claims what was planned to be claimed before anything was scored; null if nothing was
 */
public record Provenance(
        Origin origin,
        Environment environment,
        Map<String, Double> ceilings,
        Inputs inputs,
        List<String> warnings,
        @Nullable Claims claims) {
    public Provenance {
        ceilings = Map.copyOf(ceilings);
        warnings = List.copyOf(warnings);
        for (Map.Entry<String, Double> ceiling : ceilings.entrySet()) {
            if (!Double.isFinite(ceiling.getValue())) {
                throw new IllegalArgumentException("ceiling " + ceiling.getKey() + " is " + ceiling.getValue());
            }
        }
    }

    /** The provenance of a run that planned no claims. */
    public Provenance(
            Origin origin,
            Environment environment,
            Map<String, Double> ceilings,
            Inputs inputs,
            List<String> warnings) {
        this(origin, environment, ceilings, inputs, warnings, null);
    }

    /**
     * Which software was run, and when.
     *
     * @param suiteVersion the version of speechbench
     * @param codeRevision the commit of the source, empty if unknown
     * @param created when the run began, ISO 8601 in UTC, for example {@code 2026-01-02T03:04:05Z}
     * @param commandLine the arguments as given
     */
    public record Origin(
            String suiteVersion, String codeRevision, String created, List<String> commandLine, long seed) {
        public Origin {
            Instant.parse(created);
            commandLine = List.copyOf(commandLine);
        }
    }

    /**
     * The software and devices that were used for the computation.
     *
     * @param jvm the vendor and version of the Java virtual machine
     * @param os the name, version and architecture of the operating system
     * @param engine the name of the tensor engine, for example {@code PyTorch}
     * @param device the devices, for example {@code cpu()}, {@code gpu:0} or {@code gpu:0,gpu:1}; the names of the GPUs
     *     are in the machine
     * @param threads the number of threads of the engine
     * @param audioDecoders programs, with their versions, that decoded recordings of the run, for example {@code ffmpeg
     *     6.1.1, libavcodec 60.31.102}; empty if speechbench itself decoded all
     * @param kernels the kernels that were chosen by measurement, by what they compute; empty on a CPU, whose kernels are fixed.
     *     A run that is resumed uses them again
     */
    public record Environment(
            String jvm,
            String os,
            String engine,
            String engineVersion,
            String device,
            Machine machine,
            int threads,
            List<String> audioDecoders,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> kernels) {
        public Environment {
            audioDecoders = List.copyOf(audioDecoders);
            kernels = Map.copyOf(kernels);
        }

        /** The environment of a run for which no kernel was chosen by measurement. */
        public Environment(
                String jvm,
                String os,
                String engine,
                String engineVersion,
                String device,
                Machine machine,
                int threads,
                List<String> audioDecoders) {
            this(jvm, os, engine, engineVersion, device, machine, threads, audioDecoders, Map.of());
        }

        /** The environment of such a run whose recordings speechbench itself decoded. */
        public Environment(
                String jvm,
                String os,
                String engine,
                String engineVersion,
                String device,
                Machine machine,
                int threads) {
            this(jvm, os, engine, engineVersion, device, machine, threads, List.of());
        }
    }

    /**
     * The inputs of the run.
     *
     * @param corpora the digest of every corpus, by name
     * @param checkpoints how the checkpoint of an upstream was read, by the upstream's label: the source of the
     *     settings that its shapes do not determine
     * @param configDigest the SHA-256 of the resolved configuration
     */
    public record Inputs(
            Map<String, String> corpora, Map<String, Map<String, String>> checkpoints, String configDigest) {
        public Inputs {
            corpora = Map.copyOf(corpora);
            checkpoints = Map.copyOf(checkpoints);
        }
    }

    /** The vendor and version of the Java virtual machine of this process. */
    public static String currentJvm() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    }

    /** The name, version and architecture of the operating system of this process. */
    public static String currentOs() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }
}
