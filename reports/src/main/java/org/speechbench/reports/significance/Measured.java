package org.speechbench.reports.significance;

import java.util.List;
import java.util.stream.DoubleStream;
import org.speechbench.reports.judge.Sample;
import org.speechbench.reports.judge.ScoreEvidence;

/**
 * The scores of a pair that can be compared.
 *
 * @param evidence the upstream as candidate, and the baseline
 * @param headSeeds the largest number of head seeds of a training
 * @param predictions the number of utterances or trials
 * @param foldsPooled whether scores are pooled over folds, while results.csv has their mean
 */
public record Measured(ScoreEvidence evidence, int headSeeds, int predictions, boolean foldsPooled) {
    /** The score of the upstream: the mean over its trainings. */
    public double upstream() {
        return evidence.candidate().scores().value();
    }

    /** The score of the baseline. */
    public double baseline() {
        return evidence.baseline().scores().value();
    }

    /** Upstream minus baseline, whichever direction is better. */
    public double difference() {
        return upstream() - baseline();
    }

    /** The smaller number of trainings of the two; students of one teacher are one. */
    public int pretrainSeeds() {
        return evidence.seeds();
    }

    /** The scores of the upstream by training. */
    public List<Double> upstreamByTraining() {
        return byTraining(evidence.candidate());
    }

    /** The scores of the baseline by training. */
    public List<Double> baselineByTraining() {
        return byTraining(evidence.baseline());
    }

    private static List<Double> byTraining(Sample sample) {
        return DoubleStream.of(sample.scores().values()).boxed().toList();
    }

    Measured reversed() {
        return new Measured(evidence.reversed(), headSeeds, predictions, foldsPooled);
    }
}
