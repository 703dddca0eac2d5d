package org.speechbench.cli;

import org.speechbench.bench.run.CodeVersion;
import picocli.CommandLine.IVersionProvider;

/** The text that {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"speechbench " + CodeVersion.suite()};
    }
}
