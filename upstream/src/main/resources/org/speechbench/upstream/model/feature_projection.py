def project(self, f: Tensor, w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, C) of a front end to (B, T, D)."""
    return self.dropped(self.affine(self.norm(f, w.layer_norm), w.projection).float(), noise, train)
