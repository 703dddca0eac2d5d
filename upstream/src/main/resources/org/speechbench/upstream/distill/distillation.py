def objective(
    self, states: List[Tensor], mask: Tensor, targets: List[Tensor], divisors: Tensor, w: List[Tensor], train: bool
) -> Tuple[Tensor, Tensor]:
    """States (B, T, D) of every layer and what a teacher gives to the loss, its parts and the loss of each target."""
    share = float(divisors[2])
    last = states[-1]
    predictions = self.predicted(states[:], w.predictor)
    wanted = self.wanted_states(targets, mask)
    weights: List[float] = WEIGHTS
    factors: List[float] = FACTORS
    nothing = torch.zeros([], dtype=6, device=last.device)
    parts: List[Tensor] = []
    for factor in factors:
        parts.append(nothing)
    total = nothing
    each: List[Tensor] = []
    for j in range(len(weights)):
        losses = self.state_losses(predictions, wanted, j) + self.attention_losses(states, targets, j, w)
        loss = nothing
        for i in range(len(losses)):
            loss = loss + losses[i] * factors[i]
            parts[i] = parts[i] + losses[i].detach() * weights[j]
        if len(losses) > 0:
            each.append(loss.detach())
        total = total + loss * weights[j]
    if LOGITS > 0.:
        loss = self.logits_loss(last, targets[-1], w)
        parts[-1] = loss.detach()
        total = total + loss * LOGITS
    return total * share, torch.stack([total.detach()] + parts + each) * share
