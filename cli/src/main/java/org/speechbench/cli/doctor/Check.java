package org.speechbench.cli.doctor;

import java.util.List;

/** One thing to look at. It may throw whatever comes up: {@link Doctor} reports that as a problem. */
@FunctionalInterface
interface Check {
    /** What was found, a line each; empty if there is nothing to say on this machine. */
    List<Finding> look(Environment at);
}
