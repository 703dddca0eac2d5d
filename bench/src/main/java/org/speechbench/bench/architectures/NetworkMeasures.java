package org.speechbench.bench.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.supernet.DistillationHead;
import org.speechbench.upstream.supernet.Subnetwork;
import org.speechbench.upstream.supernet.SubnetworkSettings;
import org.speechbench.upstream.supernet.Supernet;

/** Measures the networks of a supernet: what they cost, and how far their predictions are from those of the supernet itself. */
public final class NetworkMeasures implements Function<Subnetwork, Candidate>, AutoCloseable {
    /** Training multiplies three times as much as encoding, and a multiply-accumulate is two operations. */
    private static final double OPERATIONS = 6;

    private static final int REPETITIONS = 3;
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private final Upstreams upstreams;
    private final UpstreamSpec spec;
    private final Supernet supernet;
    private final Budget budget;
    private final Speech speech;
    private final NDManager manager;
    private final List<NDArray> wanted;

    /**
     * What networks are measured with.
     *
     * @param waveforms that are encoded one by one; none if only their sizes are of interest
     * @param head of the trained supernet; empty if none is trained
     */
    public record Speech(EngineContext engine, List<Waveform> waveforms, Optional<DistillationHead> head) {
        public Speech {
            waveforms = List.copyOf(waveforms);
        }

        private double seconds() {
            return waveforms.stream().mapToDouble(Waveform::seconds).sum();
        }
    }

    /**
     * Encodes all recordings with the supernet itself if there is a head.
     *
     * @param spec of the supernet, without settings
     */
    public NetworkMeasures(Upstreams upstreams, UpstreamSpec spec, Budget budget, Speech speech) {
        this.upstreams = upstreams;
        this.spec = spec;
        this.supernet = upstreams.require(spec.provider(), Supernet.class, "hold other networks");
        this.budget = budget;
        this.speech = speech;
        this.manager = speech.engine().manager().newSubManager();
        this.wanted = speech.head().isEmpty() ? List.of() : predictions(spec);
    }

    @Override
    public Candidate apply(Subnetwork network) {
        UpstreamSpec own = spec.with(SubnetworkSettings.of(network));
        double gmacs = upstreams.describe(own).cost().gigaFlopsPerSecond() / OPERATIONS;
        double latency = budget.cost() == Cost.LATENCY ? latency(own) : Double.NaN;
        Candidate candidate =
                new Candidate(network, supernet.publishedParameters(spec.size(), network), gmacs, latency, Double.NaN);
        return wanted.isEmpty() || !budget.allows(candidate) ? candidate : candidate.at(distance(own));
    }

    /** The median of several passes over all recordings, after one that is not counted. */
    private double latency(UpstreamSpec own) {
        double[] passes = new double[REPETITIONS];
        try (Upstream upstream = upstreams.open(speech.engine(), own)) {
            pass(upstream);
            for (int i = 0; i < REPETITIONS; i++) {
                long from = System.nanoTime();
                pass(upstream);
                passes[i] = (System.nanoTime() - from) / NANOS;
            }
        }
        Arrays.sort(passes);
        return passes[REPETITIONS / 2] * MILLIS / speech.seconds();
    }

    /** A value is read back, because a device computes after the call has returned. */
    private void pass(Upstream upstream) {
        for (Waveform waveform : speech.waveforms()) {
            try (HiddenStates states = upstream.encode(WaveformBatch.of(waveform))) {
                last(states).flatten().getFloat(0);
            }
        }
    }

    private static NDArray last(HiddenStates states) {
        return states.layers().get(states.layers().size() - 1);
    }

    /** The mean absolute difference between the predictions of a network and those of the supernet. */
    private double distance(UpstreamSpec own) {
        double sum = 0;
        long values = 0;
        try (NDManager m = manager.newSubManager();
                Upstream upstream = upstreams.open(speech.engine(), own)) {
            for (int i = 0; i < wanted.size(); i++) {
                NDArray difference =
                        predicted(m, upstream, speech.waveforms().get(i)).sub(wanted.get(i));
                sum += difference.abs().sum().getFloat();
                values += difference.size();
            }
        }
        return sum / values;
    }

    private List<NDArray> predictions(UpstreamSpec whole) {
        try (Upstream upstream = upstreams.open(speech.engine(), whole)) {
            return speech.waveforms().stream()
                    .map(waveform -> predicted(manager, upstream, waveform))
                    .toList();
        }
    }

    private NDArray predicted(NDManager owner, Upstream upstream, Waveform waveform) {
        try (HiddenStates states = upstream.encode(WaveformBatch.of(waveform));
                NDManager m = owner.newSubManager()) {
            NDArray state = last(states);
            state.attach(m);
            NDArray predicted = speech.head().orElseThrow().predictions(m, state);
            predicted.attach(owner);
            return predicted;
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
