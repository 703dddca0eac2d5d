package org.speechbench.tasks.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models small enough to compute with by hand. */
final class ArpaFiles {
    /** A trigram model with every kind of entry; logarithms are decadic, as in all ARPA files. */
    static final String CATS =
            """
            written by hand

            \\data\\
            ngram 1=6
            ngram 2=4
            ngram 3=2

            \\1-grams:
            -99\t<s>\t-0.30
            -0.80\t</s>
            -2.00\t<unk>
            -1.00\tTHE\t-0.25
            -1.20\tCAT\t-0.10
            -1.50\tSAT\t-0.20

            \\2-grams:
            -0.40\t<s> THE\t-0.15
            -0.50\tTHE CAT\t-0.05
            -0.70\tCAT SAT
            -0.60\tSAT </s>

            \\3-grams:
            -0.20\t<s> THE CAT
            -0.35\tTHE CAT SAT

            \\end\\
            """;

    private ArpaFiles() {}

    static Path write(Path folder, String text) {
        try {
            return Files.writeString(folder.resolve("model.arpa"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
