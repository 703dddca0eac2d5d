package org.speechbench.bench.config;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Range;
import org.speechbench.core.RelativePath;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Division;
import org.speechbench.datasets.corpus.Splits;
import org.speechbench.upstream.distill.DistillOptions;
import org.speechbench.upstream.pretrain.PretrainConfig;
import org.speechbench.upstream.targets.TargetSource;

/**
 * One upstream to pre-train.
 *
 * @param provider the name of an upstream provider that can be pre-trained
 * @param settings further settings of the provider
 * @param objective the name of what is learnt from the targets
 * @param seeds the number of seeds that it is trained with; the first is that of the experiment, and the others are the
 *     consecutive ones
 * @param distilled how a student learns, and what it begins with; null for an entry of {@code pretrain}
 */
public record PretrainEntry(
        String provider,
        String size,
        Map<String, String> settings,
        @JsonUnwrapped Data data,
        TargetSource targets,
        String objective,
        int seeds,
        @JsonUnwrapped PretrainConfig training,
        @Nullable Distilled distilled) {
    /** What only a student has. */
    public record Distilled(DistillOptions learning, InitEntry init) {}

    /**
     * The data of a pre-training.
     *
     * @param manifest the path of the manifest below the data folder
     * @param train the splits that are trained on
     * @param dev the splits on which the validation loss is computed
     * @param divide what is taken from the training splits; nothing for {@link Division#none}
     * @param phones the phones with which the targets are compared
     */
    public record Data(String manifest, List<String> train, List<String> dev, Division divide, PhonesEntry phones) {
        public Data {
            RelativePath.check("manifest", manifest);
            train = List.copyOf(train);
            dev = List.copyOf(dev);
            if (train.isEmpty() || dev.isEmpty()) {
                throw new UserError(
                        "it has no splits for train or dev.", "Name some, for example train: [train-clean-100].");
            }
            splits(train, dev, divide);
        }

        /** How the splits of the manifest are used; unchanged if there is nothing to join or to divide. */
        public Splits splits() {
            return splits(train, dev, divide);
        }

        private static Splits splits(List<String> train, List<String> dev, Division divide) {
            if (divide.equals(Division.none()) && train.size() == 1 && dev.size() == 1) {
                return Splits.unchanged();
            }
            boolean drawn = divide.dev() > 0 && dev.equals(List.of(Splits.DEV));
            return new Splits(train, drawn ? List.of() : dev, List.of(), divide);
        }

        /** The split that is trained on. */
        public String trainSplit() {
            return splits().areUnchanged() ? train.get(0) : Splits.TRAIN;
        }

        /** The split on which the validation loss is computed. */
        public String devSplit() {
            return splits().areUnchanged() ? dev.get(0) : Splits.DEV;
        }

        /** What is trained on, in a few words. */
        public String text() {
            Splits splits = splits();
            return splits.areUnchanged() ? train.get(0) : splits.text();
        }
    }

    public PretrainEntry {
        if (provider.isEmpty()) {
            throw new UserError("it has no provider.", "Add 'provider:'; see 'speechbench list upstreams'.");
        }
        settings = Ordered.copy(settings);
        Range.atLeast("seeds", seeds, 1);
    }

    /** Whether models of another entry are comparable with those of this one: everything but the seeds is equal. */
    public boolean sameButSeeds(PretrainEntry other) {
        return oneSeed().equals(other.oneSeed());
    }

    private PretrainEntry oneSeed() {
        return new PretrainEntry(provider, size, settings, data, targets, objective, 1, training, distilled);
    }

    /** The same entry with targets that are resolved. */
    public PretrainEntry with(TargetSource resolved) {
        return new PretrainEntry(provider, size, settings, data, resolved, objective, seeds, training, distilled);
    }

    /** The section of the experiment that it is an entry of. */
    public String section() {
        return distilled == null ? "pretrain" : "distill";
    }

    /** The labels of the trainings that must come first. */
    public List<String> needs() {
        return Stream.of(
                        targets.dependsOn(),
                        distilled == null ? "" : distilled.init().from())
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }
}
