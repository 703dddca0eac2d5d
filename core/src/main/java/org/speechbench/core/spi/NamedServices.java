package org.speechbench.core.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;

/**
 * The services of one type by their names, sorted. Names are checked when the services are loaded, so that a run never
 * starts with a name that two providers claim.
 *
 * @param <S> the type of service
 */
public final class NamedServices<S extends Named> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,63}");
    private static final int MAX_SUGGESTIONS = 3;

    private final String kind;
    private final SortedMap<String, S> services;

    private NamedServices(String kind, SortedMap<String, S> services) {
        this.kind = kind;
        this.services = Collections.unmodifiableSortedMap(services);
    }

    /**
     * Every service of a type that {@link ServiceLoader} finds.
     *
     * @throws UserError if a service does not load, has a bad name, or two have the same name
     */
    public static <S extends Named> NamedServices<S> load(Class<S> type, ClassLoader loader) {
        List<S> found = new ArrayList<>();
        try {
            Iterator<S> iterator = ServiceLoader.load(type, loader).iterator();
            while (iterator.hasNext()) {
                found.add(iterator.next());
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new UserError(
                    "A " + kind(type) + " on the class path does not load: " + rootMessage(e) + ".",
                    "Remove its jar, or use one that was built for this version of speechbench.",
                    e);
        }
        return of(type, found);
    }

    /** Like {@link #load}, of services that are at hand. */
    public static <S extends Named> NamedServices<S> of(Class<S> type, Collection<? extends S> found) {
        SortedMap<String, S> services = new TreeMap<>();
        for (S service : found) {
            String name = checkedName(kind(type), service);
            S other = services.put(name, service);
            if (other != null) {
                throw new UserError(
                        "Two " + kind(type) + "s are called '" + name + "': "
                                + other.getClass().getName() + " and "
                                + service.getClass().getName() + ".",
                        "Remove one of them from the class path or the plug-in folder.");
            }
        }
        return new NamedServices<>(kind(type), services);
    }

    /**
     * The service of a name.
     *
     * @throws UserError if there is none; the message suggests similar names and lists all
     */
    public S get(String name) {
        S service = services.get(name);
        if (service == null) {
            throw unknown(name);
        }
        return service;
    }

    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(services.keySet()));
    }

    /** All services in order of their names. */
    public Collection<S> all() {
        return services.values();
    }

    private UserError unknown(String name) {
        List<String> similar = similar(name);
        String guess = similar.isEmpty() ? "" : " Did you mean '" + String.join("' or '", similar) + "'?";
        String available = services.isEmpty() ? "none" : String.join(", ", services.keySet());
        return new UserError("Unknown " + kind + " '" + name + "'." + guess, "Available: " + available + ".");
    }

    private List<String> similar(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, lower.length() / 3);
        return services.keySet().stream()
                .filter(known -> EditDistance.between(lower, known) <= limit
                        || (lower.length() >= 3 && (known.startsWith(lower) || known.endsWith(lower))))
                .sorted(Comparator.comparingInt((String known) -> EditDistance.between(lower, known))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_SUGGESTIONS)
                .toList();
    }

    private static String checkedName(String kind, Named service) {
        String name = service.name();
        if (!NAME.matcher(name).matches()) {
            throw new UserError(
                    "The " + kind + " " + service.getClass().getName() + " is called '" + name + "'; wanted "
                            + NAME.pattern() + ".",
                    "Rename it, or remove its jar.");
        }
        return name;
    }

    /** {@code UpstreamProvider} is an upstream to people. */
    private static String kind(Class<?> type) {
        String name = type.getSimpleName();
        String stem = name.endsWith("Provider") ? name.substring(0, name.length() - "Provider".length()) : name;
        return (stem.isEmpty() ? name : stem)
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static String rootMessage(Throwable error) {
        Throwable cause = error.getCause();
        return cause == null ? String.valueOf(error.getMessage()) : error.getMessage() + " (" + cause + ")";
    }
}
