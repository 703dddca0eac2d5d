def front(self, x: Tensor, lengths: Tensor, normalization: Tensor, w: List[Tensor]) -> Tensor:
    """Samples (B, N) to (B, T, C)."""
    return self.convolutions(self.first_convolution(self.waves(x, lengths), lengths, w), w)
