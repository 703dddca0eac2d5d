package org.speechbench.bench.jmh;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings of a provider as one parameter of a benchmark, in the form {@code a=b&c=d} as in a URL, because JMH
 * separates values by commas.
 */
public record Settings(Map<String, String> values) {
    public Settings {
        values = new LinkedHashMap<>(values);
    }

    /** Reads the form that {@link #text} writes. */
    static Settings of(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String setting : text.split("&")) {
            int at = setting.indexOf('=');
            if (at > 0) {
                values.put(decoded(setting.substring(0, at)), decoded(setting.substring(at + 1)));
            }
        }
        return new Settings(values);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public String text() {
        return values.entrySet().stream()
                .map(s -> encoded(s.getKey()) + "=" + encoded(s.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
