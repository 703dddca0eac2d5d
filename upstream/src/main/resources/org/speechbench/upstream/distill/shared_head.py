def predicted(self, states: List[Tensor], w: List[Tensor]) -> List[Tensor]:
    """States (B, T, D), and after them what the same head predicts from each layer that it reads, (B, T, W) each."""
    out = states[:]
    layers: List[int] = FROM
    for l in layers:
        out.append(self.affine(states[l], w.heads[0]).float())
    return out
