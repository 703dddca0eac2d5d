def predicted(self, states: List[Tensor], w: List[Tensor]) -> List[Tensor]:
    """States (B, T, D), and after them those that are predictions as they are."""
    out = states[:]
    layers: List[int] = FROM
    for l in layers:
        out.append(states[l])
    return out
