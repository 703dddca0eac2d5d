package org.speechbench.core.spi;

import org.speechbench.core.UserError;

/** Tells objects of plug-ins from objects of speechbench. */
public final class Plugins {
    private Plugins() {}

    /** Whether an object's class belongs to a third party. */
    public static boolean isForeign(Object service) {
        return !ServiceGuard.origin(service).type().startsWith(ServiceGuard.OURS);
    }

    /** The class and the jar of an object, for messages. */
    public static String origin(Object service) {
        return ServiceGuard.origin(service).text();
    }

    /** An object that a plug-in made in some other way than by a guarded call, guarded if its class is a third party's. */
    public static <T> T guarded(T object) {
        return ServiceGuard.around(object);
    }

    /** The object behind a guard. */
    public static <T> T unguarded(T object) {
        return ServiceGuard.unwrapped(object);
    }

    /**
     * The exception to throw if an object supplied by a plug-in has failed: an error that names the jar. For an object
     * of speechbench it is the failure itself.
     *
     * @param doing where it failed, for example {@code in its script}
     */
    public static RuntimeException blamed(Object service, String doing, RuntimeException thrown) {
        return thrown instanceof UserError || !isForeign(service)
                ? thrown
                : ServiceGuard.failure(ServiceGuard.origin(service), doing, thrown);
    }
}
