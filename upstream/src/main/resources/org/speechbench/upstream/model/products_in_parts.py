def frame_products(self, x: Tensor) -> Tensor:
    """(B, F, C) to (B, C, C): the products of channels, summed over frames, first within parts of them."""
    b, f, c = x.size()
    parts = torch.constant_pad_nd(x, [0, 0, 0, (PART - f % PART) % PART]).reshape([-1, PART, c])
    return torch.bmm(parts.transpose(1, 2), parts).reshape([b, -1, c, c]).sum([1])
