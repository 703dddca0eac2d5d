def predicting_states(
    self, h: Tensor, valid: Tensor, unmasked: Tensor, keep: Tensor, w: List[Tensor], noise: Tensor, train: bool
) -> List[Tensor]:
    """(B, T, D) to the states (B, T, D) that heads predict from, one per head."""
    states = self.layers(h, valid, keep, w.encoder, noise, train)
    chosen: List[Tensor] = []
    for l in PREDICT:
        chosen.append(states[l])
    return chosen
