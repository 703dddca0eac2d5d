package org.speechbench.bench.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.speechbench.bench.Services;
import org.speechbench.upstream.script.Precision;

/** Names that shells complete, plug-ins included; read only when a completion script is made. */
final class Names {
    private Names() {}

    static final class Upstreams implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Services.load().upstreams().names().iterator();
        }
    }

    static final class Sizes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Services.load().upstreams().all().stream()
                    .flatMap(provider -> provider.sizes().stream())
                    .distinct()
                    .iterator();
        }
    }

    static final class Precisions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Precision.values()).map(Precision::id).iterator();
        }
    }

    /** What {@code describe} takes. */
    static final class Described implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            Services services = Services.load();
            return List.of(
                            services.upstreams().names(),
                            services.tasks().names(),
                            services.heads().names())
                    .stream()
                    .flatMap(names -> names.stream())
                    .iterator();
        }
    }
}
