package org.speechbench.upstream.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.Precision;
import org.speechbench.engine.ScriptSource;
import org.speechbench.upstream.pretrain.MaskedStatistics;
import org.speechbench.upstream.pretrain.ObjectiveScript;
import org.speechbench.upstream.pretrain.PretrainBatch;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.training.Statistic;

/** What a network is trained for: what it is given besides its backbone, and what its script returns. */
sealed interface NetworkObjective {
    /** Backbone, and what the objective adds to it. */
    ScriptAssembler network();

    /** The methods {@code gradients} and {@code evaluate}. */
    ScriptSource source(Precision precision, PretrainOptions options, ComputeDevice where);

    /** The layout of the statistics that both methods return. */
    List<Statistic> statistics();

    /**
     * Adds the objective's arguments of both methods.
     *
     * @param host owns the arrays of the batch
     * @param network that is trained or evaluated
     */
    void give(Arguments arguments, NDManager host, PretrainBatch batch, Subnetworks.Choice network);

    /** The number of classes of its heads; 0 if it has none. */
    int classes();

    /** Masked prediction of classes, whose script has ways of its own to compute logits. */
    record Masked(Architecture architecture, int classes) implements NetworkObjective {
        @Override
        public ScriptAssembler network() {
            return ScriptAssembler.pretraining(architecture, classes);
        }

        @Override
        public ScriptSource source(Precision precision, PretrainOptions options, ComputeDevice where) {
            return network().trainSource(architecture, precision, options, where);
        }

        @Override
        public List<Statistic> statistics() {
            return MaskedStatistics.of(architecture.predictLayers(), classes);
        }

        @Override
        public void give(Arguments arguments, NDManager host, PretrainBatch batch, Subnetworks.Choice network) {
            requireEqualCounts(batch);
            arguments
                    .add(host.create(
                            batch.frames().masked(),
                            new Shape(batch.size(), batch.frames().each())))
                    .add(host.create(rows(batch, true)))
                    .add(host.create(rows(batch, false)))
                    .add(host.create(batch.frames().classes()));
        }

        /** An encoder that processes only the unmasked frames takes the same number of them from every crop. */
        private void requireEqualCounts(PretrainBatch batch) {
            if (architecture.maskedFrames() == MaskPlacement.DECODER
                    && IntStream.range(0, batch.size())
                                    .mapToLong(b -> maskedFrames(batch, b))
                                    .distinct()
                                    .count()
                            > 1) {
                throw new IllegalArgumentException("crops of one batch have different numbers of masked frames");
            }
        }

        private static long maskedFrames(PretrainBatch batch, int crop) {
            return IntStream.range(
                            crop * batch.frames().each(),
                            (crop + 1) * batch.frames().each())
                    .filter(i -> batch.frames().masked()[i])
                    .count();
        }

        /** Positions of masked (or unmasked) frames in the flattened batch. */
        static long[] rows(PretrainBatch batch, boolean masked) {
            return IntStream.range(0, batch.frames().masked().length)
                    .filter(i -> batch.frames().masked()[i] == masked)
                    .asLongStream()
                    .toArray();
        }
    }

    /** Any other objective. */
    record Scripted(Architecture architecture, ObjectiveScript script) implements NetworkObjective {
        @Override
        public ScriptAssembler network() {
            return ScriptAssembler.learner(architecture, script);
        }

        @Override
        public ScriptSource source(Precision precision, PretrainOptions options, ComputeDevice where) {
            return network().learnerSource(architecture, script, precision, options, where);
        }

        @Override
        public List<Statistic> statistics() {
            return script.statistics();
        }

        @Override
        public void give(Arguments arguments, NDManager host, PretrainBatch batch, Subnetworks.Choice network) {
            Shape frames = new Shape(batch.size(), batch.frames().each());
            arguments
                    .add(host.create(batch.frames().masked(), frames))
                    .add(
                            batch.frames().states().isEmpty()
                                    ? List.of(host.create(batch.frames().classes(), frames))
                                    : batch.frames().states())
                    .add(host.create(
                            network.sizes().stream().mapToLong(Long::longValue).toArray()));
        }

        @Override
        public int classes() {
            return 0;
        }
    }
}
