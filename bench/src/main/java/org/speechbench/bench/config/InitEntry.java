package org.speechbench.bench.config;

import java.util.List;
import java.util.stream.Stream;
import org.speechbench.core.UserError;

/**
 * The weights with which a student begins. At most one of the first three is given; if none is, they are random.
 *
 * @param teacher whether they are those of the teacher: front end, projection, positions and layers
 * @param from the label of another training of the experiment whose model is of the same size, or empty
 * @param checkpoint a model folder of the same size, relative to the working folder, or empty
 * @param layers the layers of the teacher, counted from 1, that the first layers of the student take; empty for its first
 *     ones
 * @param norm whether the norm before the first layer, or after the last, is taken from the teacher as well, which
 *     DistilHuBERT does not do (s3prl)
 */
public record InitEntry(boolean teacher, String from, String checkpoint, List<Integer> layers, boolean norm) {
    public InitEntry {
        layers = List.copyOf(layers);
        if (Stream.of(teacher, !from.isEmpty(), !checkpoint.isEmpty())
                        .filter(given -> given)
                        .count()
                > 1) {
            throw new UserError("init has more than one of teacher, from and checkpoint.", "Keep one of them.");
        }
        if (!teacher && (norm || !layers.isEmpty())) {
            throw new UserError(
                    "init has layers or norm, and the weights are not the teacher's.",
                    "Add 'teacher: true', or leave them out.");
        }
        if (layers.stream().anyMatch(layer -> layer < 1)) {
            throw new UserError("init.layers is " + layers + ", wanted layers from 1 on.", "Correct it.");
        }
    }

    /** The same without the names of labels and folders, whose contents are looked up elsewhere. */
    public InitEntry unnamed() {
        return new InitEntry(teacher, "", "", layers, norm);
    }

    /** Whether the weights are random. */
    public boolean isRandom() {
        return !teacher && from.isEmpty() && checkpoint.isEmpty();
    }
}
