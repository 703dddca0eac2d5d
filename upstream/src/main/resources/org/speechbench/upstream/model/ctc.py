def hidden(self, h: Tensor, frames: Tensor, channels: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) with the masked frames (B, T) replaced, times the channels (B, D); either may be empty."""
    if frames.numel() > 0:
        h = self.masked(h, frames, w)
    if channels.numel() > 0:
        h = h * channels.unsqueeze(1)
    return h


def log_probabilities(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    masks: List[Tensor],
    w: List[Tensor],
    train: bool,
) -> Tensor:
    """Samples (B, N) or features (B, F, W) to (B, T, C)."""
    x, lengths, valid = self.all_on_device([x, lengths, valid], w[0])
    spans, bins, frames, channels = self.all_on_device(masks, w[0])
    x = self.input_masked(x, lengths, normalization, spans, bins)
    f = self.front(x, lengths, normalization, w.front)
    noise = self.dropout_noise(f)
    h = self.padding_zeroed(self.project(f, w.feature_projection, noise, train), valid)
    h = self.hidden(h, frames, channels, w.mask)
    states = self.encoder(h, valid, keep, w.encoder, noise, train)
    return self.affine(states[-1], w.ctc).float().log_softmax(2)


def recognize(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    masks: List[Tensor],
    w: List[Tensor],
) -> Tensor:
    """Samples (B, N) or features (B, F, W) to (B, T, C)."""
    return self.log_probabilities(x, lengths, valid, normalization, keep, masks, w, False)


def ctc_gradients(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    masks: List[Tensor],
    targets: Tensor,
    frames: Tensor,
    target_lengths: Tensor,
    first: Tensor,
    share: Tensor,
    loss_scale: Tensor,
    w: List[Tensor],
) -> List[Tensor]:
    """Loss (1) of a batch times its share of a step, then the gradient of each weight from the first that is trained."""
    n = int(first)
    p = self.weight_leaves(w, n)
    y = self.log_probabilities(x, lengths, valid, normalization, keep, masks, p, True).transpose(0, 1)
    rows = torch.ctc_loss(y, self.on_device(targets, y), frames, target_lengths, 0, 0, True)
    symbols = self.on_device(torch.clamp_min(target_lengths, 1).float(), y)
    loss = torch.mean(rows / symbols) * float(share)
    return [loss.detach().unsqueeze(0)] + self.weight_gradients(loss * loss_scale, p[n:])
