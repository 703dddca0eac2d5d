def prepared(self, w: List[Tensor]) -> List[Tensor]:
    """Copies of all weights for encode; those of matrix products are converted once instead of at every call."""
    encoder = self.prepared_encoder(w.encoder)
    out: List[Tensor] = []
    for x in w.front + w.feature_projection + w.mask + encoder + w.predictor + w.heads:
        out.append(x.clone())
    for i in PRODUCTS:
        out[i] = out[i].to(DTYPE)
    return out


def encode(
    self, x: Tensor, lengths: Tensor, valid: Tensor, normalization: Tensor, keep: Tensor, w: List[Tensor]
) -> List[Tensor]:
    """Samples (B, N) or features (B, F, W) to the hidden states, (B, T, D) each."""
    x, lengths, valid = self.all_on_device([x, lengths, valid], w[0])
    noise = torch.zeros([0])
    f = self.front(x, lengths, normalization, w.front)
    h = self.padding_zeroed(self.project(f, w.feature_projection, noise, False), valid)
    return self.encoded(self.encoder(h, valid, keep, w.encoder, noise, False), w.predictor)
