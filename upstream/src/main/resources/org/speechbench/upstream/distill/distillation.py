def wanted_states(self, targets: List[Tensor]) -> List[Tensor]:
    """States (B, T, W) of the teacher's layers to what is predicted: each of them, or their mean."""
    if MEAN_OF_TARGETS:
        return [torch.stack(targets).mean([0])]
    return targets


def frames_repeated(self, x: Tensor, times: int) -> Tensor:
    """(B, T, W) to (B, T * times, W)."""
    if times == 1:
        return x
    return x.unsqueeze(2).expand([-1, -1, times, -1]).reshape([x.size(0), -1, x.size(2)])


def frames_matched(self, p: Tensor, t: Tensor) -> Tuple[Tensor, Tensor]:
    """Predictions (B, T', W) and states (B, T, W) to as many frames of each."""
    if SPANNED > 1:
        n = t.size(1) // SPANNED
        t = t.narrow(1, 0, n * SPANNED).reshape([t.size(0), n, SPANNED, t.size(2)]).mean([2])
    p = self.frames_repeated(p, PREDICTION_REPEATED)
    t = self.frames_repeated(t, TARGET_REPEATED)
    n = min(p.size(1), t.size(1))
    return p.narrow(1, 0, n), t.narrow(1, 0, n)


def objective(
    self, states: List[Tensor], mask: Tensor, targets: List[Tensor], divisors: Tensor, w: List[Tensor], train: bool
) -> Tuple[Tensor, Tensor]:
    """States (B, T, D) of every layer and of the teacher to the loss, its parts and the loss of each target."""
    share = float(divisors[2])
    wanted = self.wanted_states(targets)
    predictions = self.predicted(states, w.predictor)
    first = len(predictions) - len(wanted)
    weights: List[float] = WEIGHTS
    nothing = torch.zeros([], dtype=6, device=states[0].device)
    parts = torch.zeros([3], dtype=6, device=states[0].device)
    total = nothing
    each: List[Tensor] = []
    for j in range(len(wanted)):
        p, t = self.frames_matched(predictions[first + j].float(), wanted[j])
        l1 = nothing
        mse = nothing
        cosine = nothing
        if L_ONE > 0.:
            l1 = (p - t).abs().mean()
        if MSE > 0.:
            mse = (p - t).square().mean()
        if COSINE > 0.:
            cosine = -torch.log_sigmoid(torch.cosine_similarity(p, t, 2, 1.0e-8)).mean()
        loss = l1 * L_ONE + mse * MSE + cosine * COSINE
        each.append(loss.detach())
        parts = parts + torch.stack([l1.detach(), mse.detach(), cosine.detach()]) * weights[j]
        total = total + loss * weights[j]
    statistics: List[Tensor] = [total.detach()]
    if L_ONE > 0.:
        statistics.append(parts[0])
    if MSE > 0.:
        statistics.append(parts[1])
    if COSINE > 0.:
        statistics.append(parts[2])
    return total * share, torch.stack(statistics + each) * share
