def objective_of(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    mask: Tensor,
    targets: List[Tensor],
    divisors: Tensor,
    w: List[Tensor],
    train: bool,
) -> Tuple[Tensor, Tensor]:
    """Crops (B, N) or (B, F, W), masked frames (B, T) and targets to the loss and the statistics."""
    x, mask = self.all_on_device([x, mask], w[0])
    here = self.all_on_device(targets, w[0])
    f = self.gradient_scaled(self.front(x, lengths, normalization, w.front))
    noise = self.dropout_noise(f)
    h = self.padding_zeroed(self.project(f, w.feature_projection, noise, train), valid)
    if MASKED:
        h = self.masked(h, mask, w.mask)
    states = self.encoder(h, valid, keep, w.encoder, noise, train)
    return self.objective(states, mask, here, divisors, w, train)


def evaluate(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    mask: Tensor,
    targets: List[Tensor],
    sizes: Tensor,
    divisors: Tensor,
    loss_scale: Tensor,
    w: List[Tensor],
) -> List[Tensor]:
    """The statistics of a batch without dropout."""
    p = self.subnetwork(w, sizes)
    total, statistics = self.objective_of(x, lengths, valid, normalization, keep, mask, targets, divisors, p, False)
    return [statistics]


def gradients(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    mask: Tensor,
    targets: List[Tensor],
    sizes: Tensor,
    divisors: Tensor,
    loss_scale: Tensor,
    w: List[Tensor],
) -> List[Tensor]:
    """The statistics of a batch, then the gradient of each weight."""
    p = self.weight_leaves(w, 0)
    part = self.subnetwork(p, sizes)
    total, statistics = self.objective_of(x, lengths, valid, normalization, keep, mask, targets, divisors, part, True)
    return [statistics.detach()] + self.weight_gradients(total * loss_scale, p)
