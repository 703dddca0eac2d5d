package org.speechbench.core.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where a run's numbers come from.
 *
 * @param ceilings measured matrix-product speed by precision, in GFLOP/s, for example {@code fp32}, {@code bf16}
 * @param warnings sentences the report must show
 */
public record Provenance(
        Origin origin, Environment environment, Map<String, Double> ceilings, Inputs inputs, List<String> warnings) {
    public Provenance {
        ceilings = Map.copyOf(ceilings);
        warnings = List.copyOf(warnings);
        for (Map.Entry<String, Double> ceiling : ceilings.entrySet()) {
            if (!Double.isFinite(ceiling.getValue())) {
                throw new IllegalArgumentException("ceiling " + ceiling.getKey() + " is " + ceiling.getValue());
            }
        }
    }

    /**
     * What was run, and when.
     *
     * @param suiteVersion of speechbench
     * @param codeRevision commit of the source, empty if unknown
     * @param created when the run began, ISO 8601 in UTC, for example {@code 2026-01-02T03:04:05Z}
     * @param commandLine arguments as given
     */
    public record Origin(
            String suiteVersion, String codeRevision, String created, List<String> commandLine, long seed) {
        public Origin {
            Instant.parse(created);
            commandLine = List.copyOf(commandLine);
        }
    }

    /**
     * What computed.
     *
     * @param jvm vendor and version
     * @param os name, version and architecture
     * @param engine name of the tensor engine, for example {@code PyTorch}
     * @param device for example {@code cpu()}, {@code gpu:0} or {@code gpu:0,gpu:1}; the machine has the GPUs' names
     * @param threads of the engine
     */
    public record Environment(
            String jvm, String os, String engine, String engineVersion, String device, Machine machine, int threads) {}

    /**
     * What the run was made from.
     *
     * @param corpora digest of every corpus by name
     * @param checkpoints how the checkpoint of an upstream was read, by its label: who told what its shapes do not
     * @param configDigest SHA-256 of the resolved configuration
     */
    public record Inputs(
            Map<String, String> corpora, Map<String, Map<String, String>> checkpoints, String configDigest) {
        public Inputs {
            corpora = Map.copyOf(corpora);
            checkpoints = Map.copyOf(checkpoints);
        }
    }

    /** Vendor and version of this Java machine. */
    public static String currentJvm() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    }

    /** Name, version and architecture of this operating system. */
    public static String currentOs() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }
}
