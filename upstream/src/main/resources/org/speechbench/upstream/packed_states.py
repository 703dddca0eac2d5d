def packed(self, layers: List[Tensor], frames: Tensor) -> Tensor:
    """States (B, T, D) of each layer and their valid frames (B, L), on the host, to TYPE: see PackedStates."""
    width = layers[0].size(2)
    values = int(frames.sum()) * width
    out = torch.empty([values + 2 * frames.size(0)], dtype=TYPE, device=layers[0].device)
    at = 0
    for b in range(frames.size(0)):
        start = at
        for l in range(len(layers)):
            count = int(frames[b][l])
            out.narrow(0, at, count * width).copy_(layers[l][b].narrow(0, 0, count).reshape([-1]))
            at = at + count * width
        own = out.narrow(0, start, at - start)
        # A value that is not finite shows in the least or the greatest one.
        out.narrow(0, values + 2 * b, 1).copy_(own.min().reshape([1]))
        out.narrow(0, values + 2 * b + 1, 1).copy_(own.max().reshape([1]))
    return out


def host(self, packed: Tensor) -> Tensor:
    """The same on the host, which waits for the device."""
    return packed.to(torch.device("cpu"))
