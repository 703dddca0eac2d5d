def beyond_zeroed(self, h: Tensor, lengths: Tensor) -> Tensor:
    """(B, F, C) with zeros beyond each row's length (B), which may be empty."""
    if lengths.numel() > 0:
        t = torch.arange(h.size(1), device=h.device)
        m = t.unsqueeze(0) < lengths.unsqueeze(1)
        return h * m.to(h.dtype).unsqueeze(2)
    return h


def mean_over_time(self, x: Tensor, lengths: Tensor) -> Tensor:
    """(B, F, W) to (B, 1, W), over each row's own frames."""
    if lengths.numel() > 0:
        frames = lengths.to(x.dtype).reshape([-1, 1, 1])
        return self.beyond_zeroed(x, lengths).sum([1], True) / frames
    return x.mean([1], True)


def normalized(self, x: Tensor, lengths: Tensor, normalization: Tensor) -> Tensor:
    """Log-mel values (B, F, W) by mean and deviation (2, W) of the training set."""
    n = (x - normalization[0]) / normalization[1]
    if UTTERANCE_MEAN:
        n = n - self.mean_over_time(n, lengths)
    return n
