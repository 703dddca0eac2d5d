def waves(self, x: Tensor, lengths: Tensor) -> Tensor:
    """Samples (B, N) with mean 0 and variance 1 over each utterance's own lengths (B), which may be empty."""
    if lengths.numel() > 0:
        t = torch.arange(x.size(1), device=x.device)
        m = (t.unsqueeze(0) < lengths.unsqueeze(1)).float()
        n = lengths.float().unsqueeze(1)
    else:
        m = torch.ones_like(x)
        n = torch.full([x.size(0), 1], x.size(1), dtype=6, device=x.device)
    mean = (x * m).sum([1], True) / n
    c = (x - mean) * m
    variance = c.square().sum([1], True) / n
    return c * torch.rsqrt(variance + WAVE_EPSILON)
