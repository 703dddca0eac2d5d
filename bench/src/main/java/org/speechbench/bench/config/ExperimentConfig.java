package org.speechbench.bench.config;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.NearNames;
import org.speechbench.core.Range;
import org.speechbench.core.UserError;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamSpec;

/**
 * An experiment: what is pre-trained and fine-tuned, which upstreams are probed on which tasks, and what is timed. Maps
 * keep the order of the file; their keys are the user's labels, which also appear in results.
 *
 * @param seed the seed of everything that is drawn at random
 * @param precision the precision of the upstreams' matrix products, one of {@link Precision}
 * @param throughput null if nothing is timed
 */
public record ExperimentConfig(
        String title,
        long seed,
        String precision,
        @JsonUnwrapped Recordings recordings,
        @JsonUnwrapped Trainings trainings,
        @JsonUnwrapped Probing probing,
        @Nullable ThroughputEntry throughput) {
    /**
     * The recordings of an experiment.
     *
     * @param data {@code synthetic} for the bundled corpus; empty if {@code --data} or {@code SPEECHBENCH_DATA} names
     *     the folder
     * @param limit the number of utterances to which every split is reduced, for a trial run; 0 for all
     */
    public record Recordings(String data, int limit) {
        private static final String SYNTHETIC = "synthetic";

        public Recordings {
            Range.atLeast("limit", limit, 0);
            if (!data.isEmpty() && !data.equals(SYNTHETIC)) {
                throw new UserError(
                        "data is '" + data + "', wanted '" + SYNTHETIC + "' or nothing.",
                        NearNames.question(data, List.of(SYNTHETIC))
                                + "Leave it out and name the folder with --data or SPEECHBENCH_DATA.");
            }
        }

        /** Whether the bundled corpus is meant. */
        public boolean isSynthetic() {
            return !data.isEmpty();
        }
    }

    public ExperimentConfig {
        Precision.of(precision);
        Map<String, PretrainEntry> trained = trainings.withoutTranscripts();
        probing.upstreams().forEach((label, upstream) -> checkPretrained(label, upstream, trained));
    }

    /** The pre-trainings and students by label. */
    public Map<String, PretrainEntry> pretrain() {
        return trainings.withoutTranscripts();
    }

    /** The fine-tunings by label. */
    public Map<String, FinetuneEntry> finetune() {
        return trainings.finetune();
    }

    /** The upstreams that are probed, by label. */
    public Map<String, UpstreamEntry> upstreams() {
        return probing.upstreams();
    }

    /** The tasks that upstreams are probed on, by label. */
    public Map<String, TaskEntry> tasks() {
        return probing.tasks();
    }

    /** The models that a pre-training or fine-tuning makes, one for each of its seeds. */
    public List<SeededLabel> trained(String label) {
        return seeded(label, trainings.seeds(label));
    }

    /** The models of an upstream that are probed, one for each seed of the pre-training that makes them. */
    public List<SeededLabel> probed(String label, UpstreamEntry entry) {
        return seeded(label, trainings.seeds(entry.pretrained()));
    }

    /**
     * The model of a training that another model is based on: that of the same seed, otherwise the first.
     *
     * @param label the label of the training; empty for none
     */
    public @Nullable SeededLabel source(SeededLabel of, String label) {
        return label.isEmpty()
                ? null
                : trained(label).stream()
                        .filter(model -> model.seed() == of.seed())
                        .findFirst()
                        .orElse(new SeededLabel(label, seed, seed));
    }

    private List<SeededLabel> seeded(String label, int seeds) {
        return LongStream.range(seed, seed + seeds)
                .mapToObj(each -> new SeededLabel(label, each, seed))
                .toList();
    }

    /** The network with which a pre-training begins. */
    public UpstreamSpec spec(PretrainEntry entry) {
        return spec(entry.provider(), entry.size(), entry.settings());
    }

    /**
     * The network with which a fine-tuning begins; if it begins with another training of the experiment, the network
     * before that training.
     */
    public UpstreamSpec spec(FinetuneEntry entry) {
        return untrained(
                entry.start().from(),
                spec(entry.provider(), entry.size(), entry.settings())
                        .from(path(entry.start().checkpoint())));
    }

    /** The network that is probed; if it is pre-trained in the experiment, the network before pre-training. */
    public UpstreamSpec spec(UpstreamEntry entry) {
        return untrained(
                entry.pretrained(),
                spec(entry.provider(), entry.size(), entry.settings()).from(path(entry.checkpoint())));
    }

    /** An upstream with random weights, the seed and the precision of the experiment. */
    public UpstreamSpec spec(String provider, String size, Map<String, String> settings) {
        return UpstreamSpec.of(provider, size, seed, Precision.of(precision)).with(settings);
    }

    private UpstreamSpec untrained(String label, UpstreamSpec own) {
        PretrainEntry source = pretrain().get(label);
        if (source == null) {
            return own;
        }
        Map<String, String> settings = new HashMap<>(source.settings());
        settings.putAll(own.settings());
        return own.with(settings);
    }

    private static @Nullable Path path(String checkpoint) {
        return checkpoint.isEmpty() ? null : Path.of(checkpoint);
    }

    private static void checkPretrained(String label, UpstreamEntry upstream, Map<String, PretrainEntry> pretrain) {
        if (upstream.pretrained().isEmpty()) {
            return;
        }
        PretrainEntry source = pretrain.get(upstream.pretrained());
        if (source == null) {
            throw new UserError(
                    "Upstream " + label + " wants pretrained '" + upstream.pretrained() + "', which is not there.",
                    EntryLabels.remedy("pretrain", upstream.pretrained(), pretrain));
        }
        if (!source.provider().equals(upstream.provider()) || !source.size().equals(upstream.size())) {
            throw new UserError(
                    "Upstream " + label + " is a " + upstream.provider() + " " + upstream.size() + " but pretrained '"
                            + upstream.pretrained() + "' is a " + source.provider() + " " + source.size() + ".",
                    "Leave provider and size out, they follow from 'pretrained'.");
        }
    }
}
