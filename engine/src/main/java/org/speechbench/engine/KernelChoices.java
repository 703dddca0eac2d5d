package org.speechbench.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;

/**
 * Which of several kernels of one function a device uses where only a measurement can tell the fastest. The kernels differ by
 * rounding, so a choice is made once, and whatever continues earlier work takes the choices of that work. All threads and
 * devices of a process may share an object of this class.
 */
public final class KernelChoices {
    /**
     * The share of the usual candidate's time within which another is chosen. Nearly equal ones would otherwise be chosen by
     * noise, and states in a cache be encoded again by the next process.
     */
    private static final double WORTH = 0.9;

    private final Map<String, String> made;
    private final Decision otherwise;
    private final Consumer<Map<String, String>> changed;

    /**
     * One of the kernels.
     *
     * @param name in checkpoints and in provenance
     * @param prepared makes the kernel ready to be called; whoever calls it closes what it returns
     */
    public record Candidate(String name, Supplier<Prepared> prepared) {}

    /** A kernel with its input. */
    public interface Prepared extends AutoCloseable {
        /** Computes once, and returns one value that depends on all that was computed, not yet read back. */
        NDArray call(NDManager results);

        @Override
        void close();
    }

    /** Measures time. */
    @FunctionalInterface
    public interface Timer {
        /**
         * Seconds of one call.
         *
         * @throws EngineException if the engine has no such kernel
         */
        double seconds(Candidate candidate);
    }

    /** What happens where nothing was chosen before. */
    @FunctionalInterface
    private interface Decision {
        /** A name; null for the first candidate without a choice to be kept. */
        @Nullable
        String of(String subject, List<Candidate> candidates);
    }

    /** Choices that nobody is told of. */
    private KernelChoices(Map<String, String> made, Decision otherwise) {
        this(made, otherwise, all -> {});
    }

    private KernelChoices(Map<String, String> made, Decision otherwise, Consumer<Map<String, String>> changed) {
        this.made = new TreeMap<>(made);
        this.otherwise = otherwise;
        this.changed = changed;
    }

    /** The first candidate is always used, and nothing is measured, as on a CPU. */
    public static KernelChoices usual() {
        return new KernelChoices(Map.of(), (subject, candidates) -> null);
    }

    /**
     * The fastest candidate is used, or the usual one if it takes hardly longer. A candidate that the engine does not have is
     * left out.
     */
    public static KernelChoices measured(Timer timer) {
        return new KernelChoices(Map.of(), (subject, candidates) -> fastest(candidates, timer));
    }

    private static @Nullable String fastest(List<Candidate> candidates, Timer timer) {
        String fastest = null;
        double least = Double.POSITIVE_INFINITY;
        for (Candidate candidate : candidates) {
            double seconds = seconds(candidate, timer);
            if (seconds < least) {
                fastest = candidate.name();
                // Only the usual one, which is the first, is preferred.
                least = candidate.equals(candidates.get(0)) ? WORTH * seconds : seconds;
            }
        }
        return fastest;
    }

    private static double seconds(Candidate candidate, Timer timer) {
        try {
            return timer.seconds(candidate);
        } catch (EngineException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** The same choices, with {@link #made} of their own, so that these are the ones that one model depends on. */
    public KernelChoices apart() {
        return new KernelChoices(Map.of(), this::name);
    }

    /**
     * Choices that begin with those of earlier work, and ask this about all others.
     *
     * @param earlier as {@link #made} has them
     * @param added is given all choices whenever there is a new one
     */
    public KernelChoices after(Map<String, String> earlier, Consumer<Map<String, String>> added) {
        return new KernelChoices(earlier, this::name, added);
    }

    /**
     * The choices of work that is resumed, which measures nothing: what it did not choose then is computed by the first
     * candidate, as before there were choices. They apply to all others that ask this, too, unless these have chosen before.
     *
     * @param earlier as {@link #made} has them
     */
    public KernelChoices resuming(Map<String, String> earlier) {
        earlier.forEach(this::adopt);
        return new KernelChoices(earlier, (subject, candidates) -> null);
    }

    private synchronized void adopt(String subject, String name) {
        if (made.putIfAbsent(subject, name) == null) {
            changed.accept(made());
        }
    }

    /**
     * The candidate to use.
     *
     * @param subject what is computed, on which kind of device, with everything that the time depends on
     * @param candidates at least one, the usual one first
     * @return its name
     * @throws UserError if earlier work used a kernel that is not among them
     */
    public String choose(String subject, List<Candidate> candidates) {
        String name = name(subject, candidates);
        if (name == null) {
            return candidates.get(0).name();
        }
        List<String> names = candidates.stream().map(Candidate::name).toList();
        if (!names.contains(name)) {
            throw new UserError(
                    "Earlier work computed " + subject + " by the kernel '" + name
                            + "', which this version does not have; it has " + String.join(", ", names) + ".",
                    "Resume it with the version that began it.");
        }
        return name;
    }

    private synchronized @Nullable String name(String subject, List<Candidate> candidates) {
        String known = made.get(subject);
        if (known != null) {
            return known;
        }
        String name = otherwise.of(subject, candidates);
        if (name != null) {
            adopt(subject, name);
        }
        return name;
    }

    /** The names of what was chosen by measurement, here or in earlier work, by subject; empty on a CPU. */
    public synchronized Map<String, String> made() {
        return Map.copyOf(made);
    }
}
