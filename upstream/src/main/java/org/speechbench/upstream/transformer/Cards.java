package org.speechbench.upstream.transformer;

import org.speechbench.upstream.UpstreamCard;

/** The card of an architecture, computed without loading anything. */
public final class Cards {
    private Cards() {}

    public static UpstreamCard card(Architecture architecture) {
        return new ModelLayout(architecture).card();
    }
}
