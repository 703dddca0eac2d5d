def predicted(self, states: List[Tensor], w: List[Tensor]) -> List[Tensor]:
    """States (B, T, D), and after them what each head predicts from the last one, (B, T, D) each."""
    h = torch.gelu(self.affine(states[-1], w.expand))
    out = states
    for i in range(HEADS):
        part = h.narrow(2, i * INNER, INNER).to(DTYPE)
        bias = w.split.bias[0, 0, i].to(DTYPE)
        out.append((torch.matmul(part, w.split.weight[i].to(DTYPE)) + bias).float())
    return out
