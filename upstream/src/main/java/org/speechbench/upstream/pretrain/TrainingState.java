package org.speechbench.upstream.pretrain;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;

/**
 * Everything that continuing a run needs besides its arrays; random numbers are computed from the step.
 *
 * @param step steps done
 * @param optimiserSteps updates done, without skipped ones
 * @param skippedSteps updates left out
 * @param identity what the weights depend on, by name: a run of another identity must not continue from here
 * @param interval sums since the last event, see {@link Interval}
 * @param files SHA-256 of the files beside it, by name
 */
record TrainingState(
        long step,
        double audioSeconds,
        double trainSeconds,
        double totalSeconds,
        long optimiserSteps,
        long skippedSteps,
        @Nullable Double devLoss,
        @Nullable Double devMaskedAccuracy,
        Map<String, String> identity,
        double[] interval,
        Map<String, String> files) {
    TrainingState {
        identity = Map.copyOf(identity);
        files = Map.copyOf(files);
    }

    TrainingState withFiles(Map<String, String> digests) {
        return new TrainingState(
                step,
                audioSeconds,
                trainSeconds,
                totalSeconds,
                optimiserSteps,
                skippedSteps,
                devLoss,
                devMaskedAccuracy,
                identity,
                interval,
                digests);
    }

    /** @throws UserError that lists what differs, if anything does */
    void requireIdentity(Map<String, String> wanted) {
        TreeSet<String> names = new TreeSet<>(identity.keySet());
        names.addAll(wanted.keySet());
        TreeMap<String, String> differences = new TreeMap<>();
        for (String name : names) {
            String was = identity.getOrDefault(name, "unset");
            String is = wanted.getOrDefault(name, "unset");
            if (!was.equals(is)) {
                differences.put(name, was + " there, " + is + " now");
            }
        }
        if (!differences.isEmpty()) {
            throw new UserError(
                    "The checkpoint at step " + step + " is of another run: " + differences + ".",
                    "Resume with the configuration and data it was written with, or train into another folder.");
        }
    }
}
