def prediction_loss(
    self, h: Tensor, rows: Tensor, targets: Tensor, w: List[Tensor]
) -> Tuple[Tensor, Tensor, Tensor]:
    """States (B, T, D) at some rows of (B * T) to the sum of losses, the number of correct ones, the best classes."""
    if rows.numel() > 0:
        x = h.reshape([-1, h.size(2)]).index_select(0, rows)
        y = targets.index_select(0, rows)
        loss, best = self.cross_entropy(x, y, TEMPERATURE, w)
        return loss, (best == y).sum().float(), best
    nothing = torch.zeros([], dtype=6, device=h.device)
    return nothing, nothing, rows


def counted(self, unmasked: Tensor, train: bool) -> Tensor:
    """Rows of unmasked frames whose logits are computed."""
    if UNMASKED_LOGITS or not train:
        return unmasked
    return unmasked[0:0]


def prediction(
    self,
    f: Tensor,
    states: List[Tensor],
    masked: Tensor,
    unmasked: Tensor,
    targets: Tensor,
    divisors: Tensor,
    w: List[Tensor],
) -> Tuple[Tensor, Tensor]:
    """Output (B, T, C) of the front end and states (B, T, D), one per head, to the loss and the statistics."""
    penalty = f.float().square().mean()
    sums = torch.zeros([4], dtype=6, device=f.device)
    layers: List[Tensor] = []
    predicted = torch.zeros([self.class_count(w.heads[0])], dtype=6, device=f.device)
    best = masked
    for j in range(len(states)):
        lm, cm, best = self.prediction_loss(states[j], masked, targets, w.heads[j])
        lu, cu, unused = self.prediction_loss(states[j], unmasked, targets, w.heads[j])
        layers.append(lm.detach())
        sums = sums + torch.stack([lm, lu, cm, cu]) / len(states)
    nm = float(divisors[0])
    nu = float(divisors[1])
    share = float(divisors[2])
    masked_count = torch.scalar_tensor(masked.numel(), dtype=6, device=f.device)
    unmasked_count = torch.scalar_tensor(unmasked.numel(), dtype=6, device=f.device)
    counts = torch.stack([masked_count, unmasked_count, penalty.detach() * share])
    total = sums[0] / nm
    if UNMASKED_COUNTS:
        total = total + sums[1] / nu * UNMASKED_WEIGHT
    total = total + penalty * (FEATURE_PENALTY * share)
    predicted = predicted.index_add(0, best, torch.ones_like(best, dtype=6))
    return total, torch.cat([sums.detach(), counts, torch.stack(layers), predicted])


def losses(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    mask: Tensor,
    masked: Tensor,
    unmasked: Tensor,
    targets: Tensor,
    divisors: Tensor,
    w: List[Tensor],
    train: bool,
) -> Tuple[Tensor, Tensor]:
    """Crops (B, N) or (B, F, W), frames that are masked (B, T) and targets (B * T) to the loss and the statistics."""
    x, mask, masked, unmasked, targets = self.all_on_device([x, mask, masked, unmasked, targets], w[0])
    f = self.gradient_scaled(self.front(x, lengths, normalization, w.front))
    noise = self.dropout_noise(f)
    h = self.padding_zeroed(self.project(f, w.feature_projection, noise, train), valid)
    h = self.masked(h, mask, w.mask)
    h = self.positioned(h, valid, w.encoder, noise, train)
    states = self.predicting_states(h, valid, unmasked, keep, w, noise, train)
    return self.prediction(f, states, masked, self.counted(unmasked, train), targets, divisors, w)


def evaluate(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    mask: Tensor,
    masked: Tensor,
    unmasked: Tensor,
    targets: Tensor,
    divisors: Tensor,
    loss_scale: Tensor,
    w: List[Tensor],
) -> List[Tensor]:
    """The statistics of a batch without dropout."""
    total, statistics = self.losses(
        x, lengths, valid, normalization, keep, mask, masked, unmasked, targets, divisors, w, False
    )
    return [statistics]


def gradients(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    mask: Tensor,
    masked: Tensor,
    unmasked: Tensor,
    targets: Tensor,
    divisors: Tensor,
    loss_scale: Tensor,
    w: List[Tensor],
) -> List[Tensor]:
    """The statistics of a batch, then the gradient of each weight."""
    p = self.weight_leaves(w, 0)
    total, statistics = self.losses(
        x, lengths, valid, normalization, keep, mask, masked, unmasked, targets, divisors, p, True
    )
    return [statistics] + self.weight_gradients(total * loss_scale, p)
