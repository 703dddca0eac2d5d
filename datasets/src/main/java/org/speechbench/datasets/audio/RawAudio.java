package org.speechbench.datasets.audio;

/**
 * Decoded audio as it was recorded.
 *
 * @param sampleRate in Hz
 * @param channels at least 1
 * @param samples interleaved; full scale is 1
 */
record RawAudio(int sampleRate, int channels, float[] samples) {
    /** The mean of the channels. */
    float[] mono() {
        if (channels == 1) {
            return samples;
        }
        float[] mono = new float[samples.length / channels];
        for (int i = 0; i < mono.length; i++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += samples[i * channels + c];
            }
            mono[i] = (float) (sum / channels);
        }
        return mono;
    }
}
