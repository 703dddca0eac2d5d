package org.speechbench.upstream.distill;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/**
 * A loss that a student learns by. All but the last exist once for each pair of layers that the targets match, and are
 * added with the weights of the targets. Each is a mean over utterances and frames.
 *
 * <p>Losses of attention compare the queries q, keys k and values v of each head, which are computed from the input of the
 * matched layers, and therefore want as many heads of the student as of the teacher, whatever their widths d. Frames are
 * compared one to one, so both must have as many frames a second. Crops contain no padding. Their memory grows with the
 * square of the length of a crop.
 */
public enum Loss {
    /**
     * {@code |p - t|} of a prediction p of a state t, a mean over dimensions as well (DistilHuBERT, arXiv 2110.01900,
     * equation 1; LightHuBERT, arXiv 2203.15610).
     */
    L1(Knows.STATES),
    /** {@code (p - t)^2}, a mean over dimensions as well (FitHuBERT, arXiv 2207.00555, section 3.2; TinyBERT, arXiv 1909.10351). */
    MSE(Knows.STATES),
    /** {@code -log sigmoid(cos(p, t))} (DistilHuBERT, equation 1); at least 0.3133, which is reached where p equals t. */
    COSINE(Knows.STATES),
    /**
     * The squared difference of the scores {@code q k^T / sqrt(d)} before softmax, a mean over heads, queries and keys
     * (TinyBERT, equation 7).
     */
    ATTENTION_SCORES(Knows.QUERIES_AND_KEYS),
    /**
     * The divergence {@code KL(teacher || student)} of the attention maps {@code softmax(q k^T / sqrt(d))}, a sum over keys
     * and a mean over heads and queries (MiniLM, arXiv 2002.10957, equation 4).
     */
    ATTENTION_KL(Knows.QUERIES_AND_KEYS),
    /** The same of {@code softmax(v v^T / sqrt(d))} (MiniLM, equation 6). */
    VALUE_RELATION(Knows.VALUES),
    /**
     * The cross-entropy {@code -sum softmax(t / T) log softmax(s / T)} of the logits t of the teacher's last head of masked
     * prediction and the logits s of a linear layer on the last state of the student, a sum over classes and a mean over
     * frames, where T is the {@code temperature}. It is at least the entropy of the teacher. The logits of a cosine head are
     * cosines, which HuBERT's training divides by 0.1. Hinton et al. (arXiv 1503.02531); the code of TinyBERT divides by
     * the number of classes as well.
     */
    LOGITS(Knows.LOGITS);

    /** What of a teacher a loss compares. */
    enum Knows {
        STATES,
        QUERIES_AND_KEYS,
        VALUES,
        LOGITS
    }

    private final Knows knows;

    Loss(Knows knows) {
        this.knows = knows;
    }

    Knows knows() {
        return knows;
    }

    /** The name in lower case, as in experiments. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws UserError if there is no loss of that name */
    @JsonCreator
    public static Loss of(String id) {
        return Arrays.stream(values())
                .filter(loss -> loss.id().equals(id))
                .findFirst()
                .orElseThrow(() -> NearNames.unknown(
                        "There is no loss '" + id + "'.",
                        id,
                        Arrays.stream(values()).map(Loss::id).toList()));
    }
}
