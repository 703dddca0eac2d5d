package org.speechbench.cli.doctor;

import java.util.List;
import java.util.Locale;

/** Whether glibc keeps the memory of large tensors, which the launcher sees to. */
final class AllocatorCheck implements Check {
    private static final String VARIABLE = "GLIBC_TUNABLES";

    @Override
    public List<Finding> look(Environment at) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return List.of();
        }
        return List.of(
                at.variable(VARIABLE).contains("glibc.malloc")
                        ? Finding.ok("memory allocator", VARIABLE + " keeps the memory of large tensors")
                        : Finding.warning(
                                "memory allocator",
                                VARIABLE + " is not set, so the memory of large tensors is cleared at every step;"
                                        + " training is slower",
                                "Start with the launcher ./speechbench, which sets it."));
    }
}
