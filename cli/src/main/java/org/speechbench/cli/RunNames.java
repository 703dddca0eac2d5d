package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;

/** Names runs by their folders without the paths, since their location on a machine does not belong in a report. */
record RunNames(List<Path> folders) {
    RunNames {
        folders = List.copyOf(folders);
    }

    /** A sentence without the paths of the runs. */
    String in(String sentence) {
        String shown = sentence;
        for (Path folder : folders) {
            Path root = folder.toAbsolutePath().normalize();
            Path name = root.getFileName();
            shown = name == null ? shown : shown.replace(root.toString(), name.toString());
        }
        return shown;
    }
}
