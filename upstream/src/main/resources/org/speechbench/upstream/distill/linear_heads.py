def predicted(self, states: List[Tensor], w: List[Tensor]) -> List[Tensor]:
    """States (B, T, D), and after them what each head predicts from the layer that it reads, (B, T, W) each."""
    out = states[:]
    layers: List[int] = FROM
    for j in range(len(layers)):
        out.append(self.affine(states[layers[j]], w.heads[j]).float())
    return out
