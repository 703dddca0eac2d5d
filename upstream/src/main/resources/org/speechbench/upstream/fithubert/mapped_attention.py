def attention(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D); the map (B * H, T, T) is appended to what is shared."""
    q, k, v = self.projections(x, w)
    p = self.attention_map(q, k, self.padded_keys(shared, q))
    shared.append(p)
    return self.affine(self.attended(self.dropped(p, noise, train), v), w.out_proj)
