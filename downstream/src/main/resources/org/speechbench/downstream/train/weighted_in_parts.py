def weighted(self, h: Tensor, weights: Tensor) -> Tensor:
    """(L, B, T, D) to (B, T, D): the sum of the layers with weights (1, L), whose gradient is first summed within parts of frames."""
    layers, b, t, d = h.size()
    frames = h.reshape([layers, b * t, d])
    parts = b * t // PART
    whole = frames.narrow(1, 0, parts * PART).reshape([layers, parts, PART * d]).transpose(0, 1)
    rest = frames.narrow(1, parts * PART, b * t - parts * PART).reshape([layers, -1])
    sums = torch.bmm(weights.unsqueeze(0).expand([parts, 1, layers]), whole)
    return torch.cat([sums.reshape([-1]), (weights @ rest).reshape([-1])]).reshape([b, t, d])
