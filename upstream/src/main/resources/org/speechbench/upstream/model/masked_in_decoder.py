def predicting_states(
    self, h: Tensor, valid: Tensor, unmasked: Tensor, keep: Tensor, w: List[Tensor], noise: Tensor, train: bool
) -> List[Tensor]:
    """(B, T, D) to the states (B, T, D) that the head predicts from; the layers see only the unmasked frames."""
    frames = h.reshape([-1, h.size(2)])
    seen = frames.index_select(0, unmasked).reshape([h.size(0), -1, h.size(2)])
    nothing_padded = torch.zeros([0], device=h.device)
    states = self.layers(seen, nothing_padded, keep, w.encoder, noise, train)
    all = frames.index_copy(0, unmasked, states[-1].reshape([-1, h.size(2)]))
    return [self.decoded(all.reshape(h.size()), w.decoder)]
