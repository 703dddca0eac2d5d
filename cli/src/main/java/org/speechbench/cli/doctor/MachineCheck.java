package org.speechbench.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.ByteSize;
import org.speechbench.core.result.Machine;

/** Processor and memory. */
final class MachineCheck implements Check {
    private static final long LITTLE_MEMORY = 4_000_000_000L;

    @Override
    public List<Finding> look(Environment at) {
        Machine machine = Machine.probe();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "processor",
                machine.cpuModel() + ", " + machine.cores() + (machine.cores() == 1 ? " core" : " cores")));
        findings.add(Finding.ok(
                "instructions",
                machine.isaFlags().isEmpty() ? "not known on this system" : String.join(" ", machine.isaFlags())));
        findings.add(memory(machine.memoryBytes()));
        return findings;
    }

    static Finding memory(long bytes) {
        if (bytes == 0) {
            return Finding.ok("memory", "not known on this system");
        }
        return bytes < LITTLE_MEMORY
                ? Finding.warning(
                        "memory",
                        ByteSize.text(bytes) + " are little: sizes tiny and small fit, base does not",
                        "Use a machine with 8 GB or more for size base.")
                : Finding.ok("memory", ByteSize.text(bytes));
    }
}
