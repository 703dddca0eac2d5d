package org.speechbench.bench.config;

import java.util.List;
import java.util.Map;

/**
 * Where the keys of an experiment are written, for errors.
 *
 * @param name of the first file
 * @param lines file and line by pointer, for example {@code a.yaml line 3} of {@code /pretrain/hubert/steps}
 */
record Places(String name, Map<String, String> lines) {
    /** The beginning of an error about a key: the place of the key or of the nearest one around it, and the key. */
    String of(List<String> keys) {
        String dotted = String.join(".", keys);
        for (int n = keys.size(); n > 0; n--) {
            String place = lines.get("/" + String.join("/", keys.subList(0, n)));
            if (place != null) {
                return place + ", " + dotted + ":";
            }
        }
        return dotted.isEmpty() ? name + ":" : name + ", " + dotted + ":";
    }
}
