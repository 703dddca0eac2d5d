package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassUseTest {
    @Test
    void classes_that_are_all_predicted_alike_have_the_perplexity_of_their_number() {
        ClassUse use = ClassUse.of(new double[] {5, 5, 5, 5});
        assertThat(use.share()).isEqualTo(1);
        assertThat(use.perplexity()).isCloseTo(4, within(1e-12));
    }

    @Test
    void a_model_that_names_one_class_has_collapsed() {
        ClassUse use = ClassUse.of(new double[] {0, 0, 7, 0});
        assertThat(use.share()).isEqualTo(0.25);
        assertThat(use.perplexity()).isEqualTo(1);
    }

    @Test
    void nothing_predicted_says_nothing() {
        assertThat(ClassUse.of(new double[3]).share()).isNaN();
        assertThat(ClassUse.of(new double[0]).perplexity()).isNaN();
    }
}
