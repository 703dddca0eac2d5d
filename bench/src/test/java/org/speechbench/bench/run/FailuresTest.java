package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

class FailuresTest {
    private final Failures failures = new Failures(Progress.silent(), false);

    @Test
    void want_of_memory_is_told_without_the_engines_traceback_and_with_a_cure() {
        String said = "The following operation failed in the TorchScript interpreter.\nTraceback of TorchScript:\n"
                + "RuntimeError: CUDA out of memory. Tried to allocate 2.25 GiB.\n";
        assertThat(failures.add("asr", new EngineException(said)))
                .startsWith("CUDA out of memory. Tried to allocate 2.25 GiB. Use a narrower precision")
                .doesNotContain("Traceback");
    }

    @Test
    void reasons_are_one_line_and_counted() {
        assertThat(failures.add("a", new UserError("It is\nbroken.", "Mend it.")))
                .isEqualTo("It is broken. Mend it.");
        assertThat(failures.add("b", new IllegalStateException("no"))).contains("IllegalStateException: no");
        assertThat(failures.count()).isEqualTo(2);
    }
}
