def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """(B, T, D) to (B, C), by the mean over valid frames."""
    h = torch.linear(x, w.projection.weight, w.projection.bias)
    t = torch.arange(x.size(1), dtype=4, device=x.device)
    valid = t.unsqueeze(0) < lengths.unsqueeze(1)
    own = torch.where(valid.unsqueeze(2), h, torch.zeros_like(h))
    mean = own.sum([1]) / lengths.unsqueeze(1).float()
    return torch.linear(mean, w.output.weight, w.output.bias)
