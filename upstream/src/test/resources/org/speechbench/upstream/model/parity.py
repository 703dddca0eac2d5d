def front_output(self, x: Tensor, lengths: Tensor, normalization: Tensor, w: List[Tensor]) -> Tensor:
    """Samples (B, N) to (B, T, C)."""
    return self.front(x, lengths, normalization, w.front)


def projected(self, x: Tensor, lengths: Tensor, valid: Tensor, normalization: Tensor, w: List[Tensor]) -> Tensor:
    """Samples (B, N) to (B, T, D)."""
    f = self.front(x, lengths, normalization, w.front)
    return self.padding_zeroed(self.project(f, w.feature_projection, torch.zeros([0]), False), valid)


def all_states(
    self, x: Tensor, lengths: Tensor, valid: Tensor, normalization: Tensor, keep: Tensor, w: List[Tensor]
) -> List[Tensor]:
    """Samples (B, N) to all states (B, T, D)."""
    h = self.projected(x, lengths, valid, normalization, w)
    return self.encoder(h, valid, keep, w.encoder, torch.zeros([0]), False)


def layer_outputs(
    self, x: Tensor, lengths: Tensor, valid: Tensor, normalization: Tensor, w: List[Tensor]
) -> List[Tensor]:
    """Samples (B, N) to the output (B, T, D) of each layer, before the norm behind the last."""
    noise = torch.zeros([0])
    y = self.positioned(self.projected(x, lengths, valid, normalization, w), valid, w.encoder, noise, False)
    shared = self.shared(y, valid, w.encoder)
    outputs: List[Tensor] = []
    for l in range(LAYERS):
        y = self.layer(y, shared, w.encoder.layers[l], noise, False)
        outputs.append(y)
    return outputs


def masked_states(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    mask: Tensor,
    w: List[Tensor],
) -> List[Tensor]:
    """Samples (B, N) to all states (B, T, D) of the masked input."""
    h = self.projected(x, lengths, valid, normalization, w)
    h = self.masked(h, mask, w.mask)
    return self.encoder(h, valid, keep, w.encoder, torch.zeros([0]), False)


def masked_logits(
    self,
    x: Tensor,
    lengths: Tensor,
    valid: Tensor,
    normalization: Tensor,
    keep: Tensor,
    mask: Tensor,
    rows: Tensor,
    w: List[Tensor],
) -> Tensor:
    """Samples (B, N) to logits (S, C) of rows (S) of (B * T)."""
    states = self.masked_states(x, lengths, valid, normalization, keep, mask, w)
    h = states[-1].reshape([-1, states[-1].size(2)])
    return self.logits(h.index_select(0, rows), w.heads[0]) / 0.1
