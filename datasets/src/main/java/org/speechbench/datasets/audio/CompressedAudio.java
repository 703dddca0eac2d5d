package org.speechbench.datasets.audio;

/**
 * What the container of a compressed recording states about it, found without decoding, so that a decoder that returns
 * less is noticed.
 *
 * @param demuxer the name that ffmpeg has for the container
 * @param decoder the name of ffmpeg's decoder, fixed because several exist for some formats
 * @param sampleRate the rate that samples are counted in, in Hz; a decoder may return twice as many at twice the rate
 * @param samples in each channel, without what an encoder adds before and after
 * @param tolerance the number of samples by which the container may be inexact
 */
record CompressedAudio(String demuxer, String decoder, int sampleRate, long samples, long tolerance) {
    CompressedAudio {
        if (samples < 0 || sampleRate <= 0) {
            throw new IllegalArgumentException(samples + " samples at " + sampleRate + " Hz");
        }
    }

    /**
     * What was decoded, without samples after the end that the container states.
     *
     * @throws BadAudio if samples are missing
     */
    RawAudio checked(RawAudio decoded) throws BadAudio {
        long frames = decoded.samples().length / decoded.channels();
        long wanted = scaled(samples, decoded.sampleRate());
        if (frames + scaled(tolerance, decoded.sampleRate()) < wanted) {
            throw new BadAudio(
                    "ffmpeg decoded " + frames + " samples of the " + wanted + " that the file states",
                    "Get the recording again, or convert it to FLAC yourself if it is meant to be so.");
        }
        if (frames <= wanted) {
            return decoded;
        }
        float[] kept = new float[Math.toIntExact(wanted * decoded.channels())];
        System.arraycopy(decoded.samples(), 0, kept, 0, kept.length);
        return new RawAudio(decoded.sampleRate(), decoded.channels(), kept);
    }

    private long scaled(long count, int rate) {
        return rate == sampleRate ? count : Math.round((double) count * rate / sampleRate);
    }
}
