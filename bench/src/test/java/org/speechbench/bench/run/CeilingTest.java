package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;

class CeilingTest {
    /** A product that was never computed would be faster than any machine. */
    @Test
    void a_machine_multiplies_at_a_speed_that_machines_have() {
        try (EngineContext engine = EngineContext.cpu()) {
            assertThat(Ceiling.gigaFlops(engine, Precision.FP32)).isBetween(0.5, 20_000.0);
        }
    }

    /** Without instructions for bf16 a product takes so long that a small one is timed instead. */
    @Test
    void a_precision_without_instructions_has_a_speed_as_well() {
        try (EngineContext engine = EngineContext.cpu()) {
            assertThat(Ceiling.gigaFlops(engine, Precision.BF16)).isBetween(0.01, 50_000.0);
        }
    }
}
