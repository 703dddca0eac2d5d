def layers(self, x: Tensor, valid: Tensor, keep: Tensor, w: List[Tensor], noise: Tensor, train: bool) -> List[Tensor]:
    """(B, T, D) to itself and the output (B, T, D) of every layer; those without a map and those with keep 0 are left out."""
    shared = self.shared(x, valid, w)
    states = [x]
    for p in range(PAIRS):
        # The map is appended to a list of the pair's own, so that it is released with the pair.
        given = shared[:]
        h = states[-1]
        if bool(keep[2 * p] > 0.5):
            h = self.layer(h, given, w.layers[p].computing, noise, train)
        states.append(h)
        if bool(keep[2 * p] * keep[2 * p + 1] > 0.5):
            h = self.reusing_layer(h, given, w.layers[p].reusing, noise, train)
        states.append(h)
    return states
