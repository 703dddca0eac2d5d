def project(self, f: Tensor, w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) of a front end of the encoder's size to (B, T, D): a layer norm."""
    return self.dropped(self.norm(f, w.layer_norm), noise, train)
