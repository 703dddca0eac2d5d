package org.speechbench.upstream.pretrain;

import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.targets.TargetSpec;
import org.speechbench.upstream.training.Statistic;

/** A small objective of tests: the last layer predicts one of a teacher by L1 and cosine, as in DistilHuBERT. */
final class StateRegression implements Objective {
    private static final String SCRIPT =
            """
            def objective(self, states: List[Tensor], mask: Tensor, targets: List[Tensor], divisors: Tensor, w: List[Tensor], train: bool) -> Tuple[Tensor, Tensor]:
                y = self.affine(states[-1], w.objective.head).float()
                t = targets[0]
                share = float(divisors[2])
                l1 = (y - t).abs().mean() * share
                cosine = torch.cosine_similarity(y, t, 2, 1e-8).sigmoid().log().mean() * share
                loss = l1 - cosine
                return loss, torch.stack([loss.detach(), l1.detach()])
            """;

    @Override
    public String name() {
        return "state_regression";
    }

    @Override
    public Class<TargetSpec.States> accepts() {
        return TargetSpec.States.class;
    }

    @Override
    public Pretrainable model(
            EngineContext engine,
            Pretraining provider,
            UpstreamSpec spec,
            PretrainOptions options,
            TargetSpec targets) {
        int size = accepts().cast(targets).size();
        ObjectiveScript script = new ObjectiveScript(
                false,
                List.of(
                        new ParameterSpec("head.weight", new long[] {size, size}, Initializer.fanIn(size), true),
                        new ParameterSpec("head.bias", new long[] {size}, Initializer.constant(0))),
                List.of(Fragment.text("state regression", SCRIPT)),
                List.of(Statistic.perStep("loss"), Statistic.perStep("l1")));
        return provider.learner(engine, spec, options, script);
    }

    @Override
    public List<String> columns() {
        return List.of("l1", "dev_l1");
    }
}
