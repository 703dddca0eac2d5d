def attention(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D)."""
    q, k, v = self.projections(x, w)
    return self.affine(self.attention_core(q, k, v, self.padded_keys(shared, q), noise, train), w.out_proj)
