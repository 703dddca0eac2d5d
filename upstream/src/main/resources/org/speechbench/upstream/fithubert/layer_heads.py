def predicted(self, states: List[Tensor], w: List[Tensor]) -> List[Tensor]:
    """States (B, T, D), and after them what each head predicts from the layer that it reads, (B, T', W) each."""
    out = states[:]
    layers: List[int] = FROM
    for i in range(len(layers)):
        out.append(self.head(states[layers[i]], w[i * PARAMETERS:(i + 1) * PARAMETERS]))
    return out
