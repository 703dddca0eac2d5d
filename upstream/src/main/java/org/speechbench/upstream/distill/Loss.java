package org.speechbench.upstream.distill;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/** A loss of a prediction p of a state t: a mean over utterances and frames. */
public enum Loss {
    /** {@code |p - t|}, a mean over dimensions as well (DistilHuBERT, arXiv 2110.01900, equation 1; LightHuBERT, arXiv 2203.15610). */
    L1,
    /** {@code (p - t)^2}, a mean over dimensions as well (FitHuBERT, arXiv 2207.00555, section 3.2; TinyBERT, arXiv 1909.10351). */
    MSE,
    /** {@code -log sigmoid(cos(p, t))} (DistilHuBERT, equation 1); at least 0.3133, which is reached where p equals t. */
    COSINE;

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
