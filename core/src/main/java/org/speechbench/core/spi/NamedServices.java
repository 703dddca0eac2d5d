package org.speechbench.core.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/**
 * The services of one type by name, in sorted order. Names are checked when the services are loaded, so that a run
 * never starts with a name that two providers claim. A broken plug-in stops only what uses it.
 *
 * @param <S> the type of service
 */
public final class NamedServices<S extends Named> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,63}");
    private static final int MAX_PROBLEMS = 100;

    private final String kind;
    private final SortedMap<String, S> services;
    private final Map<String, UserError> claimed;
    private final List<String> problems;

    private NamedServices(
            String kind, SortedMap<String, S> services, Map<String, UserError> claimed, List<String> problems) {
        this.kind = kind;
        this.services = Collections.unmodifiableSortedMap(services);
        this.claimed = claimed;
        this.problems = List.copyOf(problems);
    }

    /**
     * Every service of a type that {@link ServiceLoader} finds. A service that does not load, or whose name is not
     * valid, is left out and reported in {@link #problems}. Whatever a third-party service throws later, or null in
     * place of a promised value, becomes a {@link UserError} that names its jar and class.
     */
    public static <S extends Named> NamedServices<S> load(Class<S> type, ClassLoader loader) {
        List<S> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Iterator<ServiceLoader.Provider<S>> providers =
                ServiceLoader.load(type, loader).stream().iterator();
        while (problems.size() < MAX_PROBLEMS) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                ServiceLoader.Provider<S> provider = providers.next();
                instance(provider, found, problems);
            } catch (ServiceConfigurationError | LinkageError e) {
                ServiceOrigin origin = ServiceOrigin.listed(type, loader, String.valueOf(e.getMessage()));
                problems.add(doesNotLoad(origin, e));
            }
        }
        return of(type, found, problems);
    }

    private static <S> void instance(ServiceLoader.Provider<S> provider, List<S> found, List<String> problems) {
        try {
            found.add(ServiceGuard.around(provider.get()));
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            // This is a third-party constructor; whatever it throws, the other services remain available.
            problems.add(doesNotLoad(ServiceOrigin.of(provider.type()), e));
        }
    }

    private static String doesNotLoad(ServiceOrigin origin, Throwable e) {
        return origin.text() + " does not load (" + ServiceGuard.reason(e) + ")";
    }

    /** Like {@link #load}, for services that already exist as objects. */
    public static <S extends Named> NamedServices<S> of(Class<S> type, Collection<? extends S> found) {
        return of(type, found, List.of());
    }

    private static <S extends Named> NamedServices<S> of(
            Class<S> type, Collection<? extends S> found, List<String> notLoaded) {
        String kind = kind(type);
        SortedMap<String, S> services = new TreeMap<>();
        Map<String, UserError> claimed = new TreeMap<>();
        List<String> problems = new ArrayList<>(notLoaded);
        for (S service : found) {
            try {
                String name = checkedName(kind, service);
                S other = services.get(name);
                if (other == null) {
                    services.put(name, service);
                } else {
                    claimed.put(name, twice(kind, name, other, service));
                }
            } catch (UserError e) {
                problems.add(withoutStop(e));
            }
        }
        claimed.forEach((name, error) -> {
            services.remove(name);
            problems.add(withoutStop(error));
        });
        return new NamedServices<>(kind, services, claimed, problems);
    }

    private static UserError twice(String kind, String name, Object one, Object other) {
        return new UserError(
                "Two " + kind + "s are called '" + name + "': " + origin(one) + " and " + origin(other) + ".",
                "Remove one of them from the class path or the plug-in folder.");
    }

    private static String withoutStop(UserError error) {
        return String.valueOf(error.getMessage()).replaceFirst("\\.$", "");
    }

    private static String origin(Object service) {
        return ServiceGuard.origin(service).text();
    }

    /** The problems of services that were therefore left out, as sentences without their full stops. */
    public List<String> problems() {
        return problems;
    }

    /**
     * The service with a name.
     *
     * @throws UserError if there is no such service, or if two claim the name; the message suggests similar names and
     *     lists all
     */
    public S get(String name) {
        S service = services.get(name);
        if (service == null) {
            UserError twice = claimed.get(name);
            throw twice == null ? unknown(name) : twice;
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
        String left = problems.isEmpty() ? "" : " Left out: " + String.join("; ", problems) + ".";
        return NearNames.unknown("Unknown " + kind + " '" + name + "'." + left, name, services.keySet());
    }

    private static String checkedName(String kind, Named service) {
        String name = service.name();
        if (!NAME.matcher(name).matches()) {
            throw new UserError(
                    "the " + kind + " " + origin(service) + " is called '" + name + "'; wanted " + NAME.pattern(),
                    "Rename it, or remove its jar.");
        }
        return name;
    }

    /** The word for users, for example upstream for {@code UpstreamProvider}. */
    private static String kind(Class<?> type) {
        String name = type.getSimpleName();
        String stem = name.endsWith("Provider") ? name.substring(0, name.length() - "Provider".length()) : name;
        return (stem.isEmpty() ? name : stem)
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
