package org.speechbench.engine;

import java.util.List;

/**
 * The only place that turns samples into frames: a chain of windows, each giving
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

    /** 25 ms windows every 10 ms, edges snipped, as Kaldi counts. */
    public static final FrameGeometry KALDI = new FrameGeometry(List.of(new Window(400, 160, 0)));

    /** Outputs for n inputs; 0 if the input is too short. */
    public int frames(int n) {
        int frames = n;
        for (Window w : windows) {
            frames = frames <= 0 ? 0 : w.outputs(frames);
        }
        return frames;
    }

    /** Inputs between two outputs. */
    public int stride() {
        return windows.stream().mapToInt(Window::stride).reduce(1, (a, b) -> a * b);
    }

    /** Middle of what the first output sees, in inputs from the beginning of the first one. */
    public double centre() {
        double centre = 0.5;
        int stride = 1;
        for (Window w : windows) {
            centre += stride * ((w.kernel() - 1) / 2.0 - w.padding());
            stride *= w.stride();
        }
        return centre;
    }

    /** The fewest inputs that give so many outputs. */
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
