package org.speechbench.cli;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.Home;

/** The classes of modules that the command line does not depend on, as far as they are built. */
final class OptionalModules implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> test) {
        Path root = Home.find().root();
        return Stream.of("onnx")
                .map(module -> root.resolve(module).resolve("target/classes"))
                .filter(Files::isDirectory)
                .map(Location::of)
                .collect(Collectors.toSet());
    }
}
