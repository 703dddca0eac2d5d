package org.speechbench.bench.jmh;

import java.util.Map;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speechbench.upstream.pretrain.ModuleTimes;
import org.speechbench.upstream.pretrain.ModuleTimes.Module;

/** Seconds by part of all steps of an iteration, and how many steps there were; secondary results of a benchmark. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class StepCounters {
    public double steps;
    public double frontEndForward;
    public double projectionForward;
    public double positionsForward;
    public double attentionForward;
    public double feedForwardForward;
    public double headForward;
    public double headBackward;
    public double feedForwardBackward;
    public double attentionBackward;
    public double positionsBackward;
    public double projectionBackward;
    public double frontEndBackward;
    public double update;
    public double rest;

    /** Back to nothing. */
    @Setup(Level.Iteration)
    public void clear() {
        steps = 0;
        frontEndForward = 0;
        projectionForward = 0;
        positionsForward = 0;
        attentionForward = 0;
        feedForwardForward = 0;
        headForward = 0;
        headBackward = 0;
        feedForwardBackward = 0;
        attentionBackward = 0;
        positionsBackward = 0;
        projectionBackward = 0;
        frontEndBackward = 0;
        update = 0;
        rest = 0;
    }

    void add(TrainingStep.Times times) {
        ModuleTimes modules = times.modules();
        Map<Module, Double> forward = modules.forward();
        Map<Module, Double> backward = modules.backward();
        steps++;
        frontEndForward += seconds(forward, Module.FRONT_END);
        projectionForward += seconds(forward, Module.PROJECTION);
        positionsForward += seconds(forward, Module.POSITIONS);
        attentionForward += seconds(forward, Module.ATTENTION);
        feedForwardForward += seconds(forward, Module.FEED_FORWARD);
        headForward += seconds(forward, Module.HEAD);
        headBackward += seconds(backward, Module.HEAD);
        feedForwardBackward += seconds(backward, Module.FEED_FORWARD);
        attentionBackward += seconds(backward, Module.ATTENTION);
        positionsBackward += seconds(backward, Module.POSITIONS);
        projectionBackward += seconds(backward, Module.PROJECTION);
        frontEndBackward += seconds(backward, Module.FRONT_END);
        update += times.update();
        rest += times.total() - times.update() - modules.seconds();
    }

    private static double seconds(Map<Module, Double> times, Module module) {
        return times.getOrDefault(module, 0.0);
    }
}
