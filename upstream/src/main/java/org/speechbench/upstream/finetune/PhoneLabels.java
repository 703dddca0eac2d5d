package org.speechbench.upstream.finetune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Converts the best symbol of a CTC model for every frame to one phone per frame (the phone targets of PBERT, arXiv
 * 2206.10125, without a hybrid recogniser: reference/upstreams.md 4.7). A frame whose best symbol is the blank or
 * another symbol in angle brackets takes the phone of the nearest frame that has one, the earlier of two at equal
 * distance; if none is within reach, it is silence.
 *
 * @param names of the labels in order: the phones among the symbols, and silence
 * @param ofSymbol label of every symbol, -1 for one that is not a phone
 * @param silence label of silence
 */
record PhoneLabels(List<String> names, int[] ofSymbol, int silence) {
    private static final String SILENCE = "SIL";

    static PhoneLabels of(List<String> symbols) {
        List<String> names = new ArrayList<>();
        int[] ofSymbol = new int[symbols.size()];
        for (int s = 0; s < ofSymbol.length; s++) {
            boolean phone = s > 0 && !symbols.get(s).matches("<.*>");
            ofSymbol[s] = phone ? names.size() : -1;
            if (phone) {
                names.add(symbols.get(s));
            }
        }
        if (!names.contains(SILENCE)) {
            names.add(SILENCE);
        }
        return new PhoneLabels(List.copyOf(names), ofSymbol, names.indexOf(SILENCE));
    }

    /**
     * Labels of all frames.
     *
     * @param path best symbol of each
     * @param reach largest distance, in frames, between a frame and the one whose phone it takes
     */
    short[] label(int[] path, int reach) {
        short[] labels = new short[path.length];
        int[] before = nearest(path, true);
        int[] after = nearest(path, false);
        for (int t = 0; t < path.length; t++) {
            int back = before[t] < 0 ? Integer.MAX_VALUE : t - before[t];
            int ahead = after[t] < 0 ? Integer.MAX_VALUE : after[t] - t;
            int from = back <= ahead ? before[t] : after[t];
            labels[t] = (short) (Math.min(back, ahead) <= reach ? ofSymbol[path[from]] : silence);
        }
        return labels;
    }

    /**
     * For each frame, the last one before it, or the first one after it, that has a phone, including the frame itself;
     * -1 for none.
     */
    private int[] nearest(int[] path, boolean before) {
        int[] nearest = new int[path.length];
        Arrays.fill(nearest, -1);
        int last = -1;
        for (int i = 0; i < path.length; i++) {
            int t = before ? i : path.length - 1 - i;
            last = ofSymbol[path[t]] >= 0 ? t : last;
            nearest[t] = last;
        }
        return nearest;
    }
}
