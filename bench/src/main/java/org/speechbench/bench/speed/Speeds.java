package org.speechbench.bench.speed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of forks gave.
 *
 * @param measured by the row's label within benchmark
 * @param failed what could not be measured; it has no place in {@code measured}, whatever earlier rounds gave
 * @param warnings what was seen of the machine, in sentences
 */
public record Speeds(Map<String, Map<String, BenchmarkRounds>> measured, List<Failed> failed, List<String> warnings) {
    /** A fork that failed. */
    public record Failed(String benchmark, String label, RuntimeException reason) {}

    public Speeds {
        measured = Collections.unmodifiableMap(new LinkedHashMap<>(measured));
        failed = List.copyOf(failed);
        warnings = List.copyOf(warnings);
    }

    /** The result of a run that was stopped. */
    static Speeds none() {
        return new Speeds(Map.of(), List.of(), List.of());
    }

    public boolean isEmpty() {
        return measured.isEmpty() && failed.isEmpty();
    }

    /** While it is being measured. */
    public static final class Builder {
        private final Map<String, Map<String, BenchmarkRounds>> measured = new LinkedHashMap<>();
        private final List<Failed> failed = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        /** Adds what was seen of the machine. */
        public void warn(List<String> sentences) {
            warnings.addAll(sentences);
        }

        public boolean failed(String benchmark, String label) {
            return failed.stream()
                    .anyMatch(f -> f.benchmark().equals(benchmark) && f.label().equals(label));
        }

        public void add(String benchmark, String label, BenchmarkRounds round) {
            measured.computeIfAbsent(benchmark, b -> new LinkedHashMap<>()).merge(label, round, BenchmarkRounds::plus);
        }

        /** Rounds of one row are compared with the same rounds of others, so a row that lacks some has none. */
        public void fail(Failed fork) {
            failed.add(fork);
            Map<String, BenchmarkRounds> others = measured.get(fork.benchmark());
            if (others != null) {
                others.remove(fork.label());
            }
        }

        public Speeds build() {
            measured.values().removeIf(Map::isEmpty);
            return new Speeds(measured, failed, warnings);
        }
    }
}
