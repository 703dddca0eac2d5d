package org.speechbench.bench.config;

import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.training.MicroBatches;

/**
 * A fine-tuning: a whole upstream is trained on with CTC on transcripts or phones.
 *
 * @param provider of the upstream; empty if {@code from} says it
 * @param size empty if {@code from} or {@code checkpoint} says it
 * @param from label of an entry of {@code pretrain} whose model it begins with, or empty
 * @param checkpoint instead: folder or file of a checkpoint, relative to the working folder; where neither is given it
 *     begins at random weights
 * @param task name of a task with CTC: labels, splits and metric are its own
 * @param manifests of the labelled data, below the data folder; splits of one name are joined
 * @param steps updates
 * @param batchSeconds audio of a step, at most
 * @param learningRate peak of the tri-stage schedule
 * @param warmup share of the steps; all three stages may be longer than the training
 * @param hold share of the steps
 * @param decay share of the steps
 * @param finalScale share of the peak at the end of the decay
 * @param headOnly share of the steps in which only the head is trained
 * @param frontFrozen share of the steps in which the front end is not trained; 1 for all
 * @param timeMaskProbability share of frames that begin or are under a mask embedding, as HuBERT draws it
 * @param channelMaskProbability the same over channels
 * @param channelMaskChannels length of a span of channels
 * @param specAugment masks the log-mel input
 * @param clip global gradient norm; 0 for none
 * @param microBatchSeconds audio that goes through the model at once, padding included; 0 for the whole step's
 * @param outOfMemory {@code halve}: less at once where the device's memory is too small; {@code stop}: an error
 * @param languageModel n-gram model of words that test is decoded with besides greedily: an ARPA file, relative to the
 *     working folder; empty for none
 * @param beam prefixes that are kept of each frame
 * @param languageModelWeight of its logarithm beside that of CTC
 * @param wordScore added for every word
 * @param logEvery steps between events
 * @param evaluateEvery steps between looks at dev; the best on dev is kept
 * @param checkpointEvery steps between checkpoints
 * @param settings further settings of the provider
 */
public record FinetuneEntry(
        String provider,
        String size,
        String from,
        String checkpoint,
        String task,
        List<String> manifests,
        int steps,
        double batchSeconds,
        double learningRate,
        double warmup,
        double hold,
        double decay,
        double finalScale,
        double headOnly,
        double frontFrozen,
        double dropout,
        double activationDropout,
        double layerDrop,
        double timeMaskProbability,
        double timeMaskMilliseconds,
        double channelMaskProbability,
        int channelMaskChannels,
        boolean specAugment,
        double clip,
        double microBatchSeconds,
        String outOfMemory,
        String languageModel,
        int beam,
        double languageModelWeight,
        double wordScore,
        int logEvery,
        int evaluateEvery,
        int checkpointEvery,
        Map<String, String> settings) {
    public FinetuneEntry {
        if (!from.isEmpty() && !checkpoint.isEmpty()) {
            throw new UserError("both 'from' and 'checkpoint' are given.", "Keep one of them.");
        }
        if (provider.isEmpty() && from.isEmpty()) {
            throw new UserError("it has no provider.", "Name an entry of 'pretrain:' in 'from', or a provider.");
        }
        manifests = List.copyOf(manifests);
        if (manifests.isEmpty()) {
            throw new UserError("it has no manifests.", "Add 'manifests: [manifests/asr.tsv]', say.");
        }
        manifests.forEach(m -> RelativePath.check("manifests", m));
        Range.atLeast("steps", steps, 1);
        Range.atLeast("batch_seconds", batchSeconds, 1);
        Range.positive("learning_rate", learningRate);
        Range.atLeast("warmup", warmup, 0);
        Range.atLeast("hold", hold, 0);
        Range.atLeast("decay", decay, 0);
        Range.fraction("final_scale", finalScale);
        Range.fraction("head_only", headOnly);
        Range.fraction("front_frozen", frontFrozen);
        Range.atLeast("clip", clip, 0);
        MicroBatches.of(microBatchSeconds, outOfMemory);
        Range.atLeast("beam", beam, 1);
        Range.atLeast("language_model_weight", languageModelWeight, 0);
        Range.atLeast("log_every", logEvery, 1);
        Range.atLeast("evaluate_every", evaluateEvery, 1);
        Range.atLeast("checkpoint_every", checkpointEvery, 1);
        settings = Ordered.copy(settings);
    }

    /** What it begins with, in a word. */
    public String init() {
        return !from.isEmpty() ? "pretrained" : !checkpoint.isEmpty() ? "checkpoint" : "random";
    }
}
