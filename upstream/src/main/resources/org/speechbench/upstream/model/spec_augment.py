def input_masked(self, x: Tensor, lengths: Tensor, normalization: Tensor, spans: Tensor, bins: Tensor) -> Tensor:
    """Features (B, F, W) with the utterance's mean where spans (B, F) or bins (B, W) are masked; both may be empty."""
    if bins.numel() > 0:
        m = torch.logical_or(spans.unsqueeze(2), bins.unsqueeze(1))
        return torch.where(m, self.utterance_level(x, lengths, normalization), x)
    return x


def utterance_level(self, x: Tensor, lengths: Tensor, normalization: Tensor) -> Tensor:
    """(B, F, W) to (B, 1, W): an utterance's mean of normalised values over frames and bins, as a value in each bin."""
    n = (x - normalization[0]) / normalization[1]
    if lengths.numel() > 0:
        t = torch.arange(x.size(1), device=x.device)
        own = (t.unsqueeze(0) < lengths.unsqueeze(1)).unsqueeze(2)
        frames = lengths.to(x.dtype).reshape([-1, 1, 1])
        sums = n.masked_fill(torch.logical_not(own), 0.0).sum([1, 2], True)
        level = sums / (frames * x.size(2))
    else:
        level = n.mean([1, 2], True)
    return level * normalization[1] + normalization[0]
