package org.speechbench.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {
    private static final List<String> KNOWN = List.of("hubert", "fast_hubert", "fbank", "mfcc", "er", "asr");

    @Test
    void the_nearest_comes_first_and_far_ones_not_at_all() {
        assertThat(NearNames.question("hubret", KNOWN)).isEqualTo("Did you mean 'hubert'? ");
        assertThat(NearNames.question("HUBERT", KNOWN)).startsWith("Did you mean 'hubert' or 'fast_hubert'?");
        assertThat(NearNames.question("wav2vec", KNOWN)).isEmpty();
        assertThat(NearNames.question("", KNOWN)).isEmpty();
    }

    @Test
    void an_unknown_name_lists_all() {
        assertThat(NearNames.unknown("There is no 'x'.", "x", KNOWN).oneLine())
                .isEqualTo("There is no 'x'. Available: hubert, fast_hubert, fbank, mfcc, er, asr.");
        assertThat(NearNames.unknown("There is no 'x'.", "x", List.of()).oneLine())
                .endsWith("Available: none.");
    }
}
