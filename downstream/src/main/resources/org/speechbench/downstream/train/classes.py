def row_losses(self, y: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor) -> Tensor:
    """Logits (B, C) of all groups and one target per group (B, G) to losses (B)."""
    losses = torch.zeros_like(y.select(1, 0))
    start = 0
    g = 0
    for size in GROUPS:
        own = y.narrow(1, start, size)
        target = targets.select(1, g)
        losses = losses + torch.cross_entropy_loss(self.margin(own, target), target, None, 0)
        start += size
        g += 1
    return losses


def batch_loss(self, rows: Tensor, frames: Tensor) -> Tensor:
    """Losses (B) to one."""
    return rows.mean()


def answers(self, y: Tensor) -> Tensor:
    """Logits (B, C) to the best class of each group (B, G)."""
    best: List[Tensor] = []
    start = 0
    for size in GROUPS:
        best.append(y.narrow(1, start, size).argmax(1))
        start += size
    return torch.stack(best, 1)
