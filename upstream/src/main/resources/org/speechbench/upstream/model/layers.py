def layers(self, x: Tensor, valid: Tensor, keep: Tensor, w: List[Tensor], noise: Tensor, train: bool) -> List[Tensor]:
    """(B, T, D) to itself and the output (B, T, D) of every layer; one whose value in keep (L) is 0 is left out."""
    shared = self.shared(x, valid, w)
    states = [x]
    for l in range(LAYERS):
        if bool(keep[l] > 0.5):
            states.append(self.layer(states[-1], shared, w.layers[l], noise, train))
        else:
            states.append(states[-1])
    if NORM_FIRST:
        states[-1] = self.norm(states[-1], w.layer_norm)
    return states
