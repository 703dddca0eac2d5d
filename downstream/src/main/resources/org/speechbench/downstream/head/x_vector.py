def head_unit(self, x: Tensor) -> Tensor:
    """Rows (B, E) divided by their lengths."""
    return x / torch.clamp_min(torch.norm(x, 2, [1], True), 1e-12)


def head_frames(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T - 14, C); fewer than 15 frames are followed by zeros."""
    long_enough = torch.constant_pad_nd(x, [0, 0, 0, max(15 - x.size(1), 0)])
    h = torch.linear(long_enough, w.projection.weight, w.projection.bias).transpose(1, 2)
    h = torch.relu(torch.conv1d(h, w.tdnn0.weight, w.tdnn0.bias))
    h = torch.relu(torch.conv1d(h, w.tdnn1.weight, w.tdnn1.bias, dilation=[2]))
    h = torch.relu(torch.conv1d(h, w.tdnn2.weight, w.tdnn2.bias, dilation=[3]))
    h = torch.relu(torch.conv1d(h, w.tdnn3.weight, w.tdnn3.bias))
    return torch.relu(torch.conv1d(h, w.tdnn4.weight, w.tdnn4.bias)).transpose(1, 2)


def head_statistics(self, h: Tensor, lengths: Tensor) -> Tensor:
    """(B, T - 14, C) to mean and unbiased deviation (B, 2 * C) over valid frames."""
    n = torch.clamp_min(lengths - 14, 1).unsqueeze(1)
    t = torch.arange(h.size(1), dtype=4, device=h.device)
    valid = (t.unsqueeze(0) < n).float().unsqueeze(2)
    mean = (h * valid).sum([1]) / n.float()
    centred = (h - mean.unsqueeze(1)) * valid
    variance = (centred * centred).sum([1]) / torch.clamp_min(n - 1, 1).float()
    return torch.cat([mean, torch.sqrt(variance + 1e-10)], 1)


def head_first(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, E)."""
    statistics = self.head_statistics(self.head_frames(x, w), lengths)
    return torch.relu(torch.linear(statistics, w.embedding.weight, w.embedding.bias))


def head_embed(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, E) of length 1."""
    return self.head_unit(self.head_first(x, lengths, w))


def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """(B, T, D) to cosines (B, C)."""
    last = torch.relu(torch.linear(self.head_first(x, lengths, w), w.last.weight, w.last.bias))
    return torch.linear(self.head_unit(last), self.head_unit(w.classes.weight))
