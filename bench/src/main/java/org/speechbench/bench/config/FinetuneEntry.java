package org.speechbench.bench.config;

import java.util.List;
import java.util.Map;
import org.speechbench.core.Range;
import org.speechbench.core.RelativePath;
import org.speechbench.core.UserError;
import org.speechbench.upstream.training.MicroBatches;

/**
 * A fine-tuning: a whole upstream is trained further with CTC on transcripts or phones.
 *
 * @param provider the provider of the upstream; empty if {@code from} determines it
 * @param size the size; empty if {@code from} or {@code checkpoint} determines it
 * @param from the label of an entry of {@code pretrain} with whose model it begins, or empty
 * @param checkpoint alternatively, the folder or file of a checkpoint, relative to the working folder; if neither is
 *     given, it begins with random weights
 * @param task the name of a task with CTC, which determines labels, splits and metric
 * @param manifests the manifests of the labelled data, below the data folder; splits with the same name are joined
 * @param steps the number of updates
 * @param batchSeconds the maximum seconds of audio per step
 * @param learningRate the peak of the tri-stage schedule
 * @param warmup the share of the steps for warm-up; all three stages together may be longer than the training
 * @param hold the share of the steps at the peak
 * @param decay the share of the steps for the decay
 * @param finalScale the learning rate at the end of the decay, as a share of the peak
 * @param headOnly the share of the steps in which only the head is trained
 * @param frontFrozen the share of the steps in which the front end is not trained; 1 for all
 * @param timeMaskProbability the share of frames that begin or are under a mask embedding, as HuBERT draws it
 * @param channelMaskProbability the same for channels
 * @param channelMaskChannels the length of a span of channels
 * @param specAugment whether the log-mel input is masked
 * @param clip the limit of the global gradient norm; 0 for none
 * @param microBatchSeconds the seconds of audio that pass through the model at once, including padding; 0 for the audio
 *     of the whole step
 * @param outOfMemory {@code halve} for less audio at once if the device's memory is too small; {@code stop} for an
 *     error
 * @param languageModel an n-gram model of words with which test is decoded in addition to greedy decoding: an ARPA
 *     file, relative to the working folder; empty for none
 * @param beam the number of prefixes that are kept for each frame
 * @param languageModelWeight the weight of its log-probability relative to that of CTC
 * @param wordScore the score that is added for every word
 * @param logEvery the number of steps between events
 * @param evaluateEvery the number of steps between evaluations on dev; the best model on dev is kept
 * @param checkpointEvery the number of steps between checkpoints
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

    /** The starting point of the training, in a word. */
    public String init() {
        return !from.isEmpty() ? "pretrained" : !checkpoint.isEmpty() ? "checkpoint" : "random";
    }
}
