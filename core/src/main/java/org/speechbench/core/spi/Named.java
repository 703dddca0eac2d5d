package org.speechbench.core.spi;

/** A service with a stable lower-case name that is written into results and therefore never renamed. */
public interface Named {
    /** Matches {@code [a-z][a-z0-9_]{1,63}}. */
    String name();
}
