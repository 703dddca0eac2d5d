def speaking(self, targets: Tensor, speakers: int) -> Tensor:
    """Sets of speakers (B, T), one bit each, to 1 where a speaker speaks (B, T, C)."""
    speaker = torch.arange(speakers, dtype=4, device=targets.device)
    return (torch.bitwise_and(targets.unsqueeze(2), torch.pow(2, speaker)) != 0).float()


def valid(self, frames: Tensor, t: int) -> Tensor:
    """Lengths (B) to 1 in valid frames (B, T, 1)."""
    at = torch.arange(t, dtype=4, device=frames.device).unsqueeze(0)
    return (at < frames.unsqueeze(1)).float().unsqueeze(2)


def row_losses(self, y: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor) -> Tensor:
    """Logits (B, T, C) and sets of speakers (B, T) to the loss (B) of the best order of speakers."""
    b, t, speakers = y.size()
    valid = self.valid(frames, t)
    silent = (torch.softplus(y) * valid).sum([1, 2])
    together = (y * valid).transpose(1, 2) @ self.speaking(targets, speakers)
    orders: List[int] = ORDERS
    gains: List[Tensor] = []
    for p in range(len(orders) // speakers):
        gain = torch.zeros_like(silent)
        for s in range(speakers):
            gain = gain + together.select(1, s).select(1, orders[p * speakers + s])
        gains.append(gain)
    most = torch.stack(gains, 0).amax([0])
    return (silent - most) / (frames.float() * speakers)


def batch_loss(self, rows: Tensor, frames: Tensor) -> Tensor:
    """Losses (B) to their mean over frames."""
    return (rows * frames).sum() / frames.sum()


def answers(self, y: Tensor) -> Tensor:
    """Logits (B, T, C) to probabilities (B, T, C)."""
    return torch.sigmoid(y)
