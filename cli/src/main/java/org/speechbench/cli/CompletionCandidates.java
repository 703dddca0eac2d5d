package org.speechbench.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.speechbench.bench.Services;
import org.speechbench.core.UserError;
import org.speechbench.datasets.download.CorpusSource;
import org.speechbench.datasets.download.Download;
import org.speechbench.datasets.download.DownloadCatalog;
import org.speechbench.datasets.prepare.Preparation;
import org.speechbench.engine.Precision;
import org.speechbench.tasks.metric.Scorers;
import org.speechbench.upstream.UpstreamProvider;

/**
 * Names that shells complete, including those of plug-ins; they are read only when a completion script is generated.
 */
final class CompletionCandidates {
    private CompletionCandidates() {}

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
                    .flatMap(provider -> sizes(provider).stream())
                    .distinct()
                    .iterator();
        }
    }

    private static List<String> sizes(UpstreamProvider provider) {
        try {
            return provider.sizes();
        } catch (UserError e) {
            // A broken plug-in has no names to complete.
            return List.of();
        }
    }

    static final class Precisions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Precision.values()).map(Precision::id).iterator();
        }
    }

    static final class DeviceNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("cpu", "gpu", "auto").iterator();
        }
    }

    static final class Layouts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Preparation.layouts().names().iterator();
        }
    }

    static final class Metrics implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Scorers.byMetric().keySet().iterator();
        }
    }

    /** The corpora and their parts that can be downloaded. */
    static final class Downloads implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return DownloadCatalog.official().sources().stream()
                    .filter(CorpusSource.Free.class::isInstance)
                    .map(CorpusSource.Free.class::cast)
                    .flatMap(free -> Stream.concat(
                            Stream.of(free.name()), free.parts().stream().map(Download::name)))
                    .distinct()
                    .iterator();
        }
    }

    /** The arguments that {@code describe} accepts. */
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
