def time_reduced(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T / FACTOR, D): a convolution whose kernel is its stride is a product of joined frames."""
    weight, bias = w
    n = x.size(1) // FACTOR
    joined = x.narrow(1, 0, n * FACTOR).reshape([x.size(0), n, FACTOR * x.size(2)])
    product = weight.to(DTYPE).permute([0, 2, 1]).flatten(1)
    return torch.linear(joined.to(DTYPE), product, bias.to(DTYPE)).float()


def time_reduced_valid(self, valid: Tensor) -> Tensor:
    """(B, T) to (B, T / FACTOR): a joined frame is padding if its last part is; empty where nothing is padded."""
    if valid.numel() > 0:
        n = valid.size(1) // FACTOR
        return valid.narrow(1, 0, n * FACTOR).reshape([valid.size(0), n, FACTOR]).select(2, FACTOR - 1)
    return valid
