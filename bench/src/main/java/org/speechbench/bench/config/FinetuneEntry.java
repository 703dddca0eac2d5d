package org.speechbench.bench.config;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Range;
import org.speechbench.core.RelativePath;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Splits;
import org.speechbench.tasks.text.TextRules;
import org.speechbench.upstream.finetune.FinetuneConfig;

/**
 * A fine-tuning: a whole upstream is trained further with CTC on transcripts or phones.
 *
 * @param provider the provider of the upstream; empty if {@code from} determines it
 * @param size the size; empty if {@code from} or {@code checkpoint} determines it
 * @param settings further settings of the provider
 * @param task the name of a task with CTC, which determines labels, splits and metric
 * @param text how transcripts are written, and with which characters; null for the rules of the task
 * @param manifests the manifests of the labelled data, below the data folder; splits with the same name are joined
 * @param splits how these splits are used
 */
public record FinetuneEntry(
        String provider,
        String size,
        Map<String, String> settings,
        @JsonUnwrapped Start start,
        String task,
        @Nullable TextRules text,
        List<String> manifests,
        @JsonUnwrapped Splits splits,
        @JsonUnwrapped FinetuneConfig training,
        @JsonUnwrapped Decoding decoding) {
    /**
     * The weights with which a fine-tuning begins; random ones if neither is given.
     *
     * @param from the label of an entry of {@code pretrain} whose model it is, or empty
     * @param checkpoint alternatively, the folder or file of a checkpoint, relative to the working folder
     */
    public record Start(String from, String checkpoint) {
        public Start {
            if (!from.isEmpty() && !checkpoint.isEmpty()) {
                throw new UserError("both 'from' and 'checkpoint' are given.", "Keep one of them.");
            }
        }

        /** The starting point of the training, in a word. */
        public String init() {
            return !from.isEmpty() ? "pretrained" : !checkpoint.isEmpty() ? "checkpoint" : "random";
        }
    }

    /**
     * Decoding with a language model.
     *
     * @param languageModel an n-gram model of words with which test is decoded in addition to greedy decoding: an ARPA
     *     file, relative to the working folder; empty for none
     * @param beam the number of prefixes that are kept for each frame
     * @param languageModelWeight the weight of its log-probability relative to that of CTC
     * @param wordScore the score that is added for every word
     */
    public record Decoding(String languageModel, int beam, double languageModelWeight, double wordScore) {
        public Decoding {
            Range.atLeast("beam", beam, 1);
            Range.atLeast("language_model_weight", languageModelWeight, 0);
        }
    }

    public FinetuneEntry {
        if (provider.isEmpty() && start.from().isEmpty()) {
            throw new UserError("it has no provider.", "Name an entry of 'pretrain:' in 'from', or a provider.");
        }
        manifests = List.copyOf(manifests);
        if (manifests.isEmpty()) {
            throw new UserError("it has no manifests.", "Add 'manifests: [manifests/asr.tsv]', say.");
        }
        manifests.forEach(m -> RelativePath.check("manifests", m));
        settings = Ordered.copy(settings);
    }
}
