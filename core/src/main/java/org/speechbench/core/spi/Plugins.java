package org.speechbench.core.spi;

import org.speechbench.core.UserError;

/** Whose an object is, where plug-ins and our own code meet. */
public final class Plugins {
    private Plugins() {}

    /** Whether an object's class is of another party. */
    public static boolean isForeign(Object service) {
        return !ServiceGuard.origin(service).type().startsWith(ServiceGuard.OURS);
    }

    /** Class and jar of an object, for messages. */
    public static String origin(Object service) {
        return ServiceGuard.origin(service).text();
    }

    /**
     * What to throw where something that a plug-in gave has failed in our hands: an error that names the jar; of our own
     * objects the failure itself.
     *
     * @param doing what it failed in, for example {@code in its script}
     */
    public static RuntimeException blamed(Object service, String doing, RuntimeException thrown) {
        return thrown instanceof UserError || !isForeign(service)
                ? thrown
                : ServiceGuard.failure(ServiceGuard.origin(service), doing, thrown);
    }
}
