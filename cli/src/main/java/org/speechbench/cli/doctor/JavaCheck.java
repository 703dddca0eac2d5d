package org.speechbench.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.speechbench.core.ByteSize;

/** The JDK and its heap. */
final class JavaCheck implements Check {
    private static final long LITTLE_HEAP = 1_500_000_000L;

    @Override
    public List<Finding> look(Environment at) {
        List<Finding> findings = new ArrayList<>();
        String version = System.getProperty("java.version") + " of " + System.getProperty("java.vendor") + " in "
                + System.getProperty("java.home");
        findings.add(
                ToolProvider.getSystemJavaCompiler() == null
                        ? Finding.warning(
                                "Java",
                                version + "; it has no compiler, so speechbench cannot be built with it",
                                "Install a JDK, such as openjdk-17-jdk.")
                        : Finding.ok("Java", version));
        findings.add(heap(Runtime.getRuntime().maxMemory()));
        return findings;
    }

    static Finding heap(long most) {
        String text = "at most " + ByteSize.text(most) + " for Java, beside what the engine takes";
        return most < LITTLE_HEAP
                ? Finding.warning("heap", text, "Set SPEECHBENCH_JAVA_OPTS=-Xmx4g, or as much as there is.")
                : Finding.ok("heap", text);
    }
}
