package org.speechbench.engine;

import java.util.List;

/**
 * The only place that converts samples to frames: a chain of windows, each of which has
 * {@code floor((n + 2 * padding - kernel) / stride) + 1} outputs for n inputs.
 */
public record FrameGeometry(List<Window> windows) {
    /** One convolution or framing step. */
    public record Window(int kernel, int stride, int padding) {
        int outputs(int n) {
            int span = n + 2 * padding - kernel;
            return span < 0 ? 0 : span / stride + 1;
        }
    }

    public FrameGeometry {
        windows = List.copyOf(windows);
    }

    /** Windows of 25 ms every 10 ms, edges snipped, with Kaldi's frame count. */
    public static final FrameGeometry KALDI = new FrameGeometry(List.of(new Window(400, 160, 0)));

    /** Number of outputs for n inputs; 0 if the input is too short. */
    public int frames(int n) {
        int frames = n;
        for (Window w : windows) {
            frames = frames <= 0 ? 0 : w.outputs(frames);
        }
        return frames;
    }

    /** Number of inputs between two outputs. */
    public int stride() {
        return windows.stream().mapToInt(Window::stride).reduce(1, (a, b) -> a * b);
    }

    /** Centre of the receptive field of the first output, in inputs from the beginning of the first input. */
    public double centre() {
        double centre = 0.5;
        int stride = 1;
        for (Window w : windows) {
            centre += stride * ((w.kernel() - 1) / 2.0 - w.padding());
            stride *= w.stride();
        }
        return centre;
    }

    /** The smallest number of inputs that have this number of outputs. */
    public int inputsFor(int frames) {
        int n = frames;
        for (int i = windows.size() - 1; i >= 0; i--) {
            Window w = windows.get(i);
            n = Math.max(1, (n - 1) * w.stride() + w.kernel() - 2 * w.padding());
        }
        return n;
    }

    /** This chain followed by another. */
    public FrameGeometry then(FrameGeometry next) {
        return new FrameGeometry(java.util.stream.Stream.concat(windows.stream(), next.windows.stream())
                .toList());
    }
}
