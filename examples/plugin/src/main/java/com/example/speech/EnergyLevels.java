package com.example.speech;

import java.util.List;
import java.util.Map;
import org.speechbench.core.Progress;
import org.speechbench.core.Range;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.targets.LabelSource;
import org.speechbench.upstream.targets.TargetContext;
import org.speechbench.upstream.targets.TargetSource;

/**
 * Targets without any clustering: how loud a frame is, as one of a few levels below the loudest frame of its utterance.
 * An experiment chooses them with {@code targets: { kind: energy_levels, levels: 8 }}.
 *
 * @param levels the number of classes
 * @param rangeDecibels the range that is divided into levels; quieter frames have the lowest level
 */
public record EnergyLevels(int levels, double rangeDecibels) implements TargetSource {
    /** The defaults. */
    public EnergyLevels() {
        this(8, 40);
    }

    @Override
    public String name() {
        return "energy_levels";
    }

    @Override
    public void validate() {
        Range.atLeast("targets.levels", levels, 2);
        Range.positive("targets.range_decibels", rangeDecibels);
        if (levels > 100) {
            throw new UserError("targets.levels is " + levels + ", wanted at most 100.", "Use fewer.");
        }
    }

    @Override
    public String text() {
        return levels + " levels of energy";
    }

    @Override
    public LabelSource open(EngineContext engine, TargetContext context) {
        return new Levels(levels, rangeDecibels);
    }

    private record Levels(int classes, double range) implements LabelSource {
        private static final int WINDOW = 400;

        @Override
        public int stride() {
            return 160;
        }

        /** Whoever changes how labels are computed raises the version, so that stored labels are not taken. */
        @Override
        public Map<String, String> settings() {
            return Map.of("labels", "energy-levels-1", "levels", "" + classes, "range_decibels", "" + range);
        }

        /** Learns nothing. */
        @Override
        public Labeler fit(List<Utterance> train, WaveformReader reader, Progress progress) {
            return new Labeler() {
                @Override
                public short[] label(Utterance utterance, Waveform waveform) {
                    return levels(waveform.samples());
                }

                @Override
                public void close() {}
            };
        }

        private short[] levels(float[] samples) {
            double[] decibels = new double[1 + Math.max(0, samples.length - WINDOW) / stride()];
            double loudest = Double.NEGATIVE_INFINITY;
            for (int t = 0; t < decibels.length; t++) {
                double energy = 1e-10;
                for (int i = t * stride(); i < Math.min(samples.length, t * stride() + WINDOW); i++) {
                    energy += samples[i] * samples[i];
                }
                decibels[t] = 10 * Math.log10(energy);
                loudest = Math.max(loudest, decibels[t]);
            }
            short[] levels = new short[decibels.length];
            for (int t = 0; t < levels.length; t++) {
                double below = (loudest - decibels[t]) / range * classes;
                levels[t] = (short) Math.max(0, classes - 1 - (int) below);
            }
            return levels;
        }
    }
}
