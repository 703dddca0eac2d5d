package org.speechbench.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

class HostWaitsTest {
    private static final HostWaits NONE = new HostWaits(0, 0, Map.of());

    private static EngineContext engine;

    @BeforeAll
    static void start() {
        engine = EngineContext.on(HostWaits.DEVICE);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void arrays_of_the_device_are_told_from_those_of_the_host() {
        try (NDManager device = engine.manager().newSubManager();
                NDManager host = device.newSubManager(Device.cpu())) {
            NDArray there = device.create(new float[] {1, 2});
            NDArray here = host.create(new float[] {1, 2});
            assertThat(HostWaits.of(() -> here.toFloatArray())).isEqualTo(NONE);
            assertThat(HostWaits.of(() -> host.create(new float[3]))).isEqualTo(NONE);
            assertThat(HostWaits.of(() -> device.zeros(new Shape(3)))).isEqualTo(NONE);
            assertThat(HostWaits.of(() -> there.toFloatArray())).isEqualTo(new HostWaits(1, 0, Map.of()));
            assertThat(HostWaits.of(() -> there.sum().getFloat())).isEqualTo(new HostWaits(1, 0, Map.of()));
            assertThat(HostWaits.of(() -> device.create(1f))).isEqualTo(new HostWaits(0, 1, Map.of()));
        }
    }

    @Test
    void what_a_script_returns_belongs_to_the_device_and_what_would_wait_in_it_is_named() {
        Fragment fragment = Fragment.text(
                "waiting",
                """
                def plain(self, x: Tensor) -> Tensor:
                    return x * 2

                def waiting(self, x: Tensor) -> Tensor:
                    if bool(x[0] > 0):
                        x = x * float(x[1])
                    return x.nonzero()
                """);
        try (NDManager device = engine.manager().newSubManager();
                Script script = Script.load(engine, new ScriptSource(Precision.FP32).add(fragment))) {
            NDArray x = device.create(new float[] {1, 2});
            assertThat(HostWaits.of(() -> script.callOne(device, "plain", Arguments.of(x))))
                    .isEqualTo(NONE);
            assertThat(HostWaits.of(() ->
                            script.callOne(device, "plain", Arguments.of(x)).toFloatArray()))
                    .isEqualTo(new HostWaits(1, 0, Map.of()));
            assertThat(HostWaits.of(() -> script.callOne(device, "waiting", Arguments.of(x))))
                    .isEqualTo(new HostWaits(0, 0, Map.of("waiting: number", 2, "waiting: nonzero", 1)));
        }
    }
}
