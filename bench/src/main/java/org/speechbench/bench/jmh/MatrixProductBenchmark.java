package org.speechbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;

/** Seconds of one product of two matrices, 2048 x 2048 or, on a GPU, 8192 x 8192: the ceiling for training steps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MatrixProductBenchmark {
    @Param("bf16")
    public String precision = "";

    /** Name of the device, as on the command line. */
    @Param("cpu")
    public String device = "";

    private @Nullable EngineContext engine;
    private @Nullable MatrixProduct product;

    /** Draws the matrices. */
    @Setup
    public void open() {
        Precision type = Precision.of(precision);
        EngineContext opened = EngineContext.on(Devices.of(device, type).first(), type);
        engine = opened;
        product = new MatrixProduct(opened, type);
    }

    /** One product. */
    @Benchmark
    public float product() {
        if (product == null) {
            throw new IllegalStateException("not opened");
        }
        return product.compute();
    }

    /** Closes the engine. */
    @TearDown
    public void close() {
        if (product != null) {
            product.close();
        }
        if (engine != null) {
            engine.close();
        }
    }
}
