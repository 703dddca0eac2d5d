def frame_products(self, x: Tensor) -> Tensor:
    """(B, F, C) to (B, C, C): the products of channels, summed over frames."""
    return torch.bmm(x.transpose(1, 2), x)
