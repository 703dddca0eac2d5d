def project(self, f: Tensor, w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, C) of a front end to (B, T, D), without a norm."""
    return self.dropped(self.affine(f, w.projection).float(), noise, train)
