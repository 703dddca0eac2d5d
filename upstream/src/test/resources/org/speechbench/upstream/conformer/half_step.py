def half_step(self, x: Tensor, w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D): half a feed-forward of the normalised input."""
    h = torch.silu(self.affine(self.norm(x, w.norm), w.intermediate))
    return self.dropped(self.affine(h, w.output), noise, train).float() * 0.5
