package org.speechbench.upstream.wavlm;

import java.util.Map;
import java.util.TreeMap;
import org.speechbench.upstream.model.Attention;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;

/**
 * HuBERT's blocks with another attention.
 *
 * @param buckets of distances
 * @param farthest distance that has a bucket of its own
 */
record GatedRelativeBlocks(int buckets, int farthest) implements EncoderBlocks {
    static final String BUCKETS = "buckets";
    static final String FARTHEST = "bucket_distance";

    @Override
    public Attention attention(TransformerConfig c) {
        return new GatedRelativeAttention(c.size(), c.heads(), buckets, farthest);
    }

    @Override
    public boolean countsDistances() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(BUCKETS, Integer.toString(buckets));
        settings.put(FARTHEST, Integer.toString(farthest));
        return settings;
    }

    @Override
    public Map<String, Object> huggingFace() {
        Map<String, Object> keys = new TreeMap<>();
        keys.put("num_buckets", buckets);
        keys.put("max_bucket_distance", farthest);
        return keys;
    }
}
