package org.speechbench.bench.run;

import org.speechbench.core.ProcessLock;
import org.speechbench.core.UserError;
import org.speechbench.core.result.RunDirectory;

/** Keeps a second process out of a run's folder. */
final class RunLock implements AutoCloseable {
    private final ProcessLock lock;

    private RunLock(ProcessLock lock) {
        this.lock = lock;
    }

    /** @throws UserError if another process holds it, or the folder cannot be written to */
    static RunLock of(RunDirectory files) {
        return ProcessLock.take(files.lock())
                .map(RunLock::new)
                .orElseThrow(() -> new UserError(
                        "Another process is running in " + files.root() + ".",
                        "Wait for its end, or stop it; then --resume."));
    }

    @Override
    public void close() {
        lock.close();
    }
}
