package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.training.TrainingGoal;

/** The smallest model that can be pre-trained: every fourth log-mel frame, dropout, one linear layer. */
final class LinearModel implements Pretrainable {
    private static final String SOURCE =
            """
              def forwards(self, x: Tensor, mask: Tensor, y: Tensor, n: Tensor, d: Tensor, w: List[Tensor], drop: bool) -> Tuple[Tensor, Tensor]:
                h = torch.slice(torch.div(torch.sub(x, n[0]), n[1]), 1, 0, 9223372036854775807, 4)
                e = torch.where(torch.unsqueeze(mask, -1), w[2], h)
                z = torch.flatten(torch.linear(torch.dropout(e, 0.1, drop), w[0], w[1]), 0, 1)
                c = torch.cross_entropy_loss(z, y, None, 0)
                m = torch.to(torch.flatten(mask), 6)
                u = torch.rsub(m, 1.)
                ok = torch.to(torch.eq(torch.argmax(z, 1), y), 6)
                s = torch.stack([torch.sum(torch.mul(c, m)), torch.sum(torch.mul(c, u)), torch.sum(torch.mul(ok, m)), torch.sum(torch.mul(ok, u)), torch.sum(m), torch.sum(u), torch.zeros([])])
                return (torch.add(torch.div(s[0], d[0]), torch.div(s[1], d[1])), s)
              def gradients(self, x: Tensor, mask: Tensor, y: Tensor, n: Tensor, d: Tensor, scale: Tensor, w: List[Tensor]) -> List[Tensor]:
                torch.set_grad_enabled(True)
                p = annotate(List[Tensor], [])
                for i in range(torch.len(w)):
                  _0 = torch.append(p, torch.requires_grad_(torch.detach(w[i])))
                loss, s = self.forwards(x, mask, y, n, d, p, True)
                g = torch.grad([torch.mul(loss, scale)], p)
                torch.set_grad_enabled(False)
                out = [torch.detach(s)]
                for j in range(torch.len(p)):
                  _1 = torch.append(out, unchecked_cast(Tensor, g[j]))
                return out
              def evaluate(self, x: Tensor, mask: Tensor, y: Tensor, n: Tensor, d: Tensor, scale: Tensor, w: List[Tensor]) -> Tensor:
                loss, s = self.forwards(x, mask, y, n, d, w, False)
                return s
            """;

    private final NDManager manager;
    private final Script script;
    private final ParameterSet parameters;
    private final long poisoned;
    private NDArray statistics;

    private LinearModel(EngineContext engine, UpstreamSpec options, int classes, long poisoned) {
        this.manager = engine.manager().newSubManager();
        this.script = Script.load(engine, new ScriptSource(Precision.FP32).add(Fragment.text("linear model", SOURCE)));
        ParameterSpec.Initializer normal = ParameterSpec.Initializer.normal(0.02);
        this.parameters = ParameterSet.random(
                manager,
                List.of(
                        new ParameterSpec("weight", new long[] {classes, 80}, normal),
                        new ParameterSpec("bias", new long[] {classes}, normal),
                        new ParameterSpec("mask", new long[] {80}, normal)),
                new SplittableRandom(options.seed()));
        this.poisoned = poisoned;
        this.statistics = InputNormalization.NONE.array(manager, 80);
    }

    /** @param poisoned step whose input is not a number, or -1 */
    static Pretraining provider(long poisoned) {
        return (engine, spec, training, classes) -> new LinearModel(engine, spec, classes, poisoned);
    }

    @Override
    public UpstreamCard card() {
        return UpstreamCard.ofFeatures("linear", "none", 80, 640);
    }

    @Override
    public InputKind input() {
        return InputKind.FBANK80;
    }

    @Override
    public FrameGeometry geometry() {
        return new FrameGeometry(List.of(new FrameGeometry.Window(1, 4, 0)));
    }

    @Override
    public ParameterSet parameters() {
        return parameters;
    }

    @Override
    public void normalize(InputNormalization normalization) {
        statistics = normalization.array(manager, 80);
    }

    @Override
    public TrainingGoal.Step gradients(NDManager results, PretrainBatch batch, NDArray lossScale) {
        NDList out = run("gradients", results, batch, lossScale);
        return new TrainingGoal.Step(out.get(0), out.subList(1, out.size()));
    }

    @Override
    public TrainingGoal.Step evaluate(NDManager results, PretrainBatch batch) {
        return new TrainingGoal.Step(
                run("evaluate", results, batch, results.create(1f)).get(0), List.of());
    }

    private NDList run(String method, NDManager results, PretrainBatch batch, NDArray lossScale) {
        float[] input = batch.crops().input().clone();
        if (batch.step() == poisoned && method.equals("gradients")) {
            input[0] = Float.NaN;
        }
        try (NDManager m = results.newSubManager()) {
            return script.call(
                    results,
                    method,
                    Arguments.of(
                                    m.create(
                                            input,
                                            new Shape(
                                                    batch.size(), batch.crops().units(), 80)),
                                    m.create(
                                            batch.frames().masked(),
                                            new Shape(
                                                    batch.size(), batch.frames().each())),
                                    m.create(IntStream.of(batch.frames().targets())
                                            .asLongStream()
                                            .toArray()),
                                    statistics,
                                    m.create(new float[] {
                                        (float) batch.divisors().masked(),
                                        (float) batch.divisors().unmasked()
                                    }),
                                    lossScale)
                            .add(parameters.list()));
        }
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("kind", "linear");
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
