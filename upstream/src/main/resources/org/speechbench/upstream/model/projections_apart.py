def projections(self, x: Tensor, w: List[Tensor]) -> List[Tensor]:
    """(B, T, D) to its queries, keys and values (B, T, D), each from a product of its own."""
    h = x.to(DTYPE)
    return [self.affine(h, w.q_proj), self.affine(h, w.k_proj), self.affine(h, w.v_proj)]
