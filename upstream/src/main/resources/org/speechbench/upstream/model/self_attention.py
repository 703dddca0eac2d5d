def attention_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """The values that all layers share: the bias (B * H, 1, T) of padded keys, empty where nothing is padded."""
    if valid.numel() > 0:
        row = (1. - valid) * -10000.
        return [row.unsqueeze(1).expand([-1, HEADS, -1]).reshape([-1, 1, row.size(1)])]
    return [valid]


def attention(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D)."""
    q, k, v = self.projections(x, w)
    return self.affine(self.attention_core(q, k, v, shared[0], noise, train), w.out_proj)
