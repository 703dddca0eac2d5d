def row_losses(self, y: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor) -> Tensor:
    """Logits (B, T, C) and targets (B, N) to losses (B) by symbol."""
    p = y.log_softmax(2).transpose(0, 1)
    rows = torch.ctc_loss(p, targets, frames, target_lengths, 0, 0, True)
    return rows / torch.clamp_min(target_lengths, 1).float()


def batch_loss(self, rows: Tensor, frames: Tensor) -> Tensor:
    """Losses (B) to one."""
    return rows.mean()


def answers(self, y: Tensor) -> Tensor:
    """Logits (B, T, C) to classes (B, T)."""
    return y.argmax(-1)
