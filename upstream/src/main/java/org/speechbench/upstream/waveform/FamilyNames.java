package org.speechbench.upstream.waveform;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a family is called here and in the files of other toolkits.
 *
 * @param provider name of the upstream
 * @param title name of the model, for messages
 * @param paper where it was published
 * @param modelType {@code model_type} of Hugging Face's configuration
 * @param modelClass Hugging Face's class of the model without a head
 * @param fairseq the names ({@code _name}, {@code arch}) that fairseq has for models of this family
 * @param heads first words of the names of tensors that its pre-training may leave in a file besides the model
 */
public record FamilyNames(
        String provider,
        String title,
        String paper,
        String modelType,
        String modelClass,
        Pattern fairseq,
        Set<String> heads) {
    public FamilyNames {
        heads = Set.copyOf(heads);
    }
}
