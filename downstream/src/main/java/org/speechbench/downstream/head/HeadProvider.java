package org.speechbench.downstream.head;

import org.speechbench.core.spi.Named;

/** A kind of head on frozen features, found with ServiceLoader by the name that a task's recipe gives. */
public interface HeadProvider extends Named {
    /** @throws org.speechbench.core.UserError if a parameter is unknown or out of range */
    Head create(HeadContext context);
}
