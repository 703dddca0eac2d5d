package org.speechbench.bench.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.speechbench.core.UserError;

/** The targets of masked prediction, by {@code kind}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TargetsEntry.KmeansMfcc.class, name = "kmeans_mfcc"),
    @JsonSubTypes.Type(value = TargetsEntry.KmeansLayer.class, name = "kmeans_layer"),
    @JsonSubTypes.Type(value = TargetsEntry.LabelFile.class, name = "label_file"),
    @JsonSubTypes.Type(value = TargetsEntry.PhoneCtc.class, name = "phone_ctc")
})
public sealed interface TargetsEntry {
    /** All kinds. */
    List<String> KINDS = List.of("kmeans_mfcc", "kmeans_layer", "label_file", "phone_ctc");

    /** A short description for display. */
    String text();

    /** The label of the pre-training or fine-tuning that must come first; empty for none. */
    default String dependsOn() {
        return "";
    }

    /** The work behind the targets whose cost the experiment does not measure, in a few words; empty for none. */
    default String notCounted() {
        return "";
    }

    /**
     * Clusters from k-means over 39-dimensional MFCC (HuBERT, section IV.B, first iteration).
     *
     * @param clusters the number of classes
     * @param meanFree whether the utterance's mean is subtracted from the static coefficients first, so that clusters
     *     do not depend on the channel
     * @param maxFrames the maximum number of frames that are clustered; from a larger corpus, some utterances are drawn
     * @param clustering {@code quick} for 300 mini-batches; {@code published} for as many as needed until 100 in a row
     *     bring no improvement
     */
    record KmeansMfcc(int clusters, boolean meanFree, int maxFrames, String clustering) implements TargetsEntry {
        private static final String QUICK = "quick";
        private static final String PUBLISHED = "published";

        public KmeansMfcc {
            if (!clustering.equals(QUICK) && !clustering.equals(PUBLISHED)) {
                throw new UserError(
                        "targets.clustering is '" + clustering + "'.", "Use " + QUICK + " or " + PUBLISHED + ".");
            }
            checkClusters(clusters);
            Range.atLeast("targets.max_frames", maxFrames, clusters);
        }

        @Override
        public String text() {
            return clusters + " clusters of MFCC";
        }

        /** Whether k-means runs as in HuBERT's published code. */
        public boolean asPublished() {
            return clustering.equals(PUBLISHED);
        }
    }

    /**
     * Clusters from k-means over one layer of an upstream (HuBERT, section IV.B, second iteration).
     *
     * @param from the label of another pre-training, or of a fine-tuning, of the experiment, or empty
     * @param checkpoint alternatively, a model folder, relative to the working folder
     * @param provider the provider of the checkpoint; empty if the folder contains it
     * @param size the size of the checkpoint, likewise
     * @param layer 0 for the input of the first Transformer layer
     * @param clusters the number of classes
     * @param maxFrames the maximum number of frames that are clustered; from a larger corpus, some utterances are drawn
     */
    record KmeansLayer(
            String from, String checkpoint, String provider, String size, int layer, int clusters, int maxFrames)
            implements TargetsEntry {
        public KmeansLayer {
            checkSource("pretrain", from, checkpoint, provider + size);
            checkClusters(clusters);
            Range.atLeast("targets.layer", layer, 0);
            Range.atLeast("targets.max_frames", maxFrames, clusters);
        }

        @Override
        public String text() {
            return clusters + " clusters of layer " + layer + " of " + (from.isEmpty() ? checkpoint : from);
        }

        @Override
        public String dependsOn() {
            return from;
        }

        @Override
        public String notCounted() {
            return checkpoint.isEmpty() ? "" : "the pre-training of " + checkpoint;
        }
    }

    /**
     * Labels from an existing file.
     *
     * @param labels the file of labels below the data folder: fairseq's {@code .km}, or a table with a header
     * @param manifest fairseq's {@code .tsv} in the order of the labels, below the data folder; empty for a table
     * @param dictionary fairseq's {@code dict.km.txt}, below the data folder; empty for none
     * @param rate the number of labels per second
     * @param usesLabels whether transcripts or phones were used to create them
     */
    record LabelFile(String labels, String manifest, String dictionary, double rate, boolean usesLabels)
            implements TargetsEntry {
        public LabelFile {
            RelativePath.check("targets.labels", labels);
            RelativePath.checkOptional("targets.manifest", manifest);
            RelativePath.checkOptional("targets.dictionary", dictionary);
            Range.positive("targets.rate", rate);
        }

        @Override
        public String text() {
            return "labels of " + labels;
        }

        @Override
        public String notCounted() {
            return "the making of " + labels;
        }
    }

    /**
     * The output of a fine-tuned phone recogniser for every frame (the idea of PBERT, arXiv 2206.10125).
     *
     * @param from the label of a fine-tuning of the experiment, or empty
     * @param checkpoint alternatively, a fine-tuned model folder, relative to the working folder
     * @param provider the provider of the checkpoint; empty if the folder contains it
     * @param size the size of the checkpoint, likewise
     * @param reachSeconds the duration by which a phone extends into the blanks around it; frames that are farther from
     *     any phone are silence
     */
    record PhoneCtc(String from, String checkpoint, String provider, String size, double reachSeconds)
            implements TargetsEntry {
        public PhoneCtc {
            checkSource("finetune", from, checkpoint, provider + size);
            Range.atLeast("targets.reach_seconds", reachSeconds, 0);
        }

        @Override
        public String text() {
            return "phones that " + (from.isEmpty() ? checkpoint : from) + " recognises";
        }

        @Override
        public String notCounted() {
            return checkpoint.isEmpty() ? "" : "the training of " + checkpoint;
        }

        @Override
        public String dependsOn() {
            return from;
        }
    }

    private static void checkSource(String section, String from, String checkpoint, String named) {
        if (from.isEmpty() == checkpoint.isEmpty()) {
            throw new UserError(
                    "targets.from is '" + from + "' and targets.checkpoint '" + checkpoint + "', wanted one of them.",
                    "Name an entry of '" + section + ":' in 'from', or a model folder in 'checkpoint'.");
        }
        if (!from.isEmpty() && !named.isEmpty()) {
            throw new UserError("targets has provider or size beside 'from'.", "Leave them out, they follow.");
        }
    }

    private static void checkClusters(int clusters) {
        Range.atLeast("targets.clusters", clusters, 2);
        if (clusters > Short.MAX_VALUE) {
            throw new UserError(
                    "targets.clusters is " + clusters + ", wanted at most " + Short.MAX_VALUE + ".", "Use fewer.");
        }
    }
}
