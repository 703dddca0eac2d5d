package org.speechbench.onnx;

/** ONNX files of windows of 400 samples every 160, with layers that show 16 samples of each. */
final class SmallModels {
    static final int WINDOW = 400;
    static final int STRIDE = 160;
    static final int SIZE = 16;
    static final int APART = 25;

    private SmallModels() {}

    /** With the names of this suite's own contract. */
    static OnnxGraph good() {
        return own().output("hidden_states.0", OnnxGraph.FLOAT, "batch", "time", SIZE)
                .output("hidden_states.1", OnnxGraph.FLOAT, "batch", "time", SIZE)
                .output("frames", OnnxGraph.INT64, "batch");
    }

    /** The same without outputs. */
    static OnnxGraph own() {
        return frames(windows("wave").input("lengths", OnnxGraph.INT64, "batch"), "lengths");
    }

    /** Hugging Face's input, without outputs. */
    static OnnxGraph huggingFace() {
        return windows("input_values");
    }

    /** Computes {@code frames} (B) of a number of samples (B). */
    static OnnxGraph frames(OnnxGraph graph, String samples) {
        return graph.longs("window", new long[] {WINDOW}, 1)
                .longs("stride", new long[] {STRIDE}, 1)
                .longs("one", new long[] {1}, 1)
                .node("Sub", samples + " window -> beyond")
                .node("Div", "beyond stride -> strides")
                .node("Add", "strides one -> frames");
    }

    /**
     * Computes {@code hidden_states.0} and {@code hidden_states.1}, (B, T, 16).
     *
     * @param wave name of the input (B, N)
     */
    private static OnnxGraph windows(String wave) {
        return windows(new OnnxGraph().input(wave, OnnxGraph.FLOAT, "batch", "samples"), wave)
                .floats("kernel", kernel(), SIZE, 1, WINDOW);
    }

    /** The same, of an input and a kernel that are there. */
    static OnnxGraph windows(OnnxGraph graph, String wave) {
        return graph.longs("channel", new long[] {1}, 1)
                .floats("three", new float[] {3}, 1)
                .node("Unsqueeze", wave + " channel -> channels")
                .node("Conv", "channels kernel -> shown", "strides", new int[] {STRIDE})
                .node("Transpose", "shown -> hidden_states.0", "perm", new int[] {0, 2, 1})
                .node("Mul", "hidden_states.0 three -> louder")
                .node("Tanh", "louder -> hidden_states.1");
    }

    /** Shows every 25th sample of a window. */
    static float[] kernel() {
        float[] kernel = new float[SIZE * WINDOW];
        for (int i = 0; i < SIZE; i++) {
            kernel[i * WINDOW + i * APART] = 1;
        }
        return kernel;
    }
}
