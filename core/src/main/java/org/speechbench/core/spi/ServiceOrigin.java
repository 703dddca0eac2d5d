package org.speechbench.core.spi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Collections;
import java.util.List;

/**
 * The origin of a service, for messages.
 *
 * @param place the file name of its jar, or its folder; empty if unknown
 * @param type the name of its class
 */
record ServiceOrigin(String place, String type) {
    /** The origin of a class that is loaded. */
    static ServiceOrigin of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL at = source == null ? null : source.getLocation();
        return new ServiceOrigin(at == null ? "" : place(at.toString()), type.getName());
    }

    /**
     * The origin of a class that does not load: the place whose list of services names it.
     *
     * @param message the message of the loader, which names the class or the list
     */
    static ServiceOrigin listed(Class<?> service, ClassLoader loader, String message) {
        String list = "META-INF/services/" + service.getName();
        try {
            for (URL url : Collections.list(loader.getResources(list))) {
                String place = place(url.toString().replace(list, ""));
                if (message.contains(url.toString())) {
                    return new ServiceOrigin(place, "");
                }
                for (String type : types(url)) {
                    if (message.contains(type) || message.contains(type.replace('.', '/'))) {
                        return new ServiceOrigin(place, type);
                    }
                }
            }
        } catch (IOException e) {
            return new ServiceOrigin("", "");
        }
        return new ServiceOrigin("", "");
    }

    private static List<String> types(URL list) throws IOException {
        URLConnection connection = list.openConnection();
        connection.setUseCaches(false);
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return in.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /** Converts {@code jar:file:/a/b.jar!/} and {@code file:/a/b.jar} to {@code b.jar}; a folder keeps its path. */
    private static String place(String url) {
        String path = url.replaceFirst("^jar:", "").replaceFirst("^file:", "").replaceFirst("!/?$", "");
        return path.endsWith(".jar") ? path.substring(path.lastIndexOf('/') + 1) : path;
    }

    /** The class and its place, for example {@code com.example.Gender of gender.jar}. */
    String text() {
        if (place.isEmpty()) {
            return type.isEmpty() ? "a service" : type;
        }
        return type.isEmpty() ? place : type + " of " + place;
    }
}
